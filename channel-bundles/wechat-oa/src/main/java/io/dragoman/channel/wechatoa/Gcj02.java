package io.dragoman.channel.wechatoa;

import io.dragoman.api.message.Part;

/**
 * Turns map coordinates as Chinese services must give them (GCJ-02) into those of the world (WGS
 * 84); the two differ by up to 700 m inside China. The offset is the publicly known approximation
 * over the Krasovsky 1940 ellipsoid; undone by iteration it is good to about a metre.
 */
final class Gcj02 {

    private static final double AXIS = 6378245.0;
    private static final double ECCENTRICITY = 0.00669342162296594323;
    private static final int ROUNDS = 5;

    private Gcj02() {}

    /** A place on the world's map. */
    static Part.Place toWorld(double latitude, double longitude, String label) {
        if (isOutsideChina(latitude, longitude)) {
            return new Part.Place(latitude, longitude, label);
        }
        double lat = latitude;
        double lon = longitude;
        for (int i = 0; i < ROUNDS; i++) {
            double[] offset = offset(lat, lon);
            lat = latitude - offset[0];
            lon = longitude - offset[1];
        }
        return new Part.Place(rounded(lat), rounded(lon), label);
    }

    private static boolean isOutsideChina(double lat, double lon) {
        return lon < 72.004 || lon > 137.8347 || lat < 0.8293 || lat > 55.8271;
    }

    /** What is added to a point's latitude and longitude, in degrees. */
    private static double[] offset(double lat, double lon) {
        double x = lon - 105;
        double y = lat - 35;
        double radians = Math.toRadians(lat);
        double sin = Math.sin(radians);
        double magic = 1 - ECCENTRICITY * sin * sin;
        double root = Math.sqrt(magic);
        double north = northing(x, y) / (AXIS * (1 - ECCENTRICITY) / (magic * root));
        double east = easting(x, y) / (AXIS / root * Math.cos(radians));
        return new double[] {Math.toDegrees(north), Math.toDegrees(east)};
    }

    private static double northing(double x, double y) {
        return -100
                + 2 * x
                + 3 * y
                + 0.2 * y * y
                + 0.1 * x * y
                + 0.2 * Math.sqrt(Math.abs(x))
                + ripple(x)
                + wave(y, 20, 1)
                + wave(y, 40, 3)
                + wave(y, 160, 12)
                + wave(y, 320, 30);
    }

    private static double easting(double x, double y) {
        return 300
                + x
                + 2 * y
                + 0.1 * x * x
                + 0.1 * x * y
                + 0.1 * Math.sqrt(Math.abs(x))
                + ripple(x)
                + wave(x, 20, 1)
                + wave(x, 40, 3)
                + wave(x, 150, 12)
                + wave(x, 300, 30);
    }

    private static double ripple(double x) {
        return (20 * Math.sin(6 * x * Math.PI) + 20 * Math.sin(2 * x * Math.PI)) * 2 / 3;
    }

    private static double wave(double at, double height, double length) {
        return height * Math.sin(at / length * Math.PI) * 2 / 3;
    }

    /** To a tenth of a metre. */
    private static double rounded(double degrees) {
        return Math.round(degrees * 1e6) / 1e6;
    }
}
