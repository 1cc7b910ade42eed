# Sourced by the other scripts: finds or installs what a build, a run or the tests need. Installs nothing that is there.

root=$(cd "$(dirname "$0")/.." && pwd -P)
assembly=$root/assembly/distribution

die() {
    echo "$*" >&2
    exit 1
}

has() {
    command -v "$1" >/dev/null 2>&1
}

# apt_install PACKAGE…: with Debian's package manager, or a message that names the packages.
apt_install() {
    has apt-get || die "Please install: $*"
    sudo=
    if [ "$(id -u)" != 0 ]; then
        sudo="sudo -n"
        $sudo true 2>/dev/null || die "Please install as root: apt-get install $*"
    fi
    echo "Installing $* …" >&2
    if [ -z "$apt_updated" ]; then
        $sudo apt-get -qq update >&2 || die "apt-get update failed; is there a network?"
        apt_updated=yes
    fi
    DEBIAN_FRONTEND=noninteractive $sudo apt-get -qq install -y --no-install-recommends "$@" >/dev/null ||
        die "Could not install: $*"
}

need_build_tools() {
    JAVA_HOME=$("$assembly/src/main/resources/bin/find-jdk" -c) || exit 1
    export JAVA_HOME
    missing=
    has mvn || missing="maven"
    has git || missing="$missing git"
    has node && has npm || missing="$missing nodejs npm"
    # Unquoted on purpose: a list of packages.
    # shellcheck disable=SC2086
    [ -z "$missing" ] || apt_install $missing
    [ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ] ||
        die "Node.js 20 or later is needed for the console and the chat, not $(node --version). See https://nodejs.org"
}

need_test_tools() {
    missing=
    PATH=$PATH:/usr/sbin
    export PATH
    has mariadbd || missing="mariadb-server"
    # The tests set a server's clock.
    set -- /usr/lib/*/faketime/libfaketimeMT.so.1 /usr/lib*/faketime/libfaketimeMT.so.1 /usr/local/lib/faketime/libfaketimeMT.so.1
    for library; do [ ! -e "$library" ] || break; done
    [ -e "$library" ] || missing="$missing faketime"
    has chromium || has chromium-browser || has google-chrome || missing="$missing chromium"
    # shellcheck disable=SC2086
    [ -z "$missing" ] || apt_install $missing
}

# A number for everything that the distribution is built from; changes when a file changes, appears or goes.
fingerprint() {
    (cd "$root" && git -c core.quotePath=false ls-files -co --exclude-standard -- pom.xml .mvn core-bundles channel-bundles skill-bundles rules \
        karaf-features assembly/archetypes assembly/bench assembly/distribution assembly/launcher |
        while IFS= read -r file; do [ -f "$file" ] && printf '%s\n' "$file"; done >"$root/target/sources.txt" &&
        (cat target/sources.txt && git hash-object --stdin-paths <target/sources.txt) | cksum)
}

maven() {
    # Maven's own libraries use what JDK 24 and later warn about.
    case $("$JAVA_HOME/bin/java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p' | head -n 1) in
        2[4-9] | [3-9]?) quiet="--sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED" ;;
        *) quiet= ;;
    esac
    (export MAVEN_OPTS="$quiet $MAVEN_OPTS" && cd "$root" && mvn --batch-mode "$@")
}

# Builds the distribution when its sources are not those of the last build.
build_if_stale() {
    mkdir -p "$root/target"
    now=$(fingerprint)
    if [ -d "$assembly/target/assembly/system" ] && [ "$now" = "$(cat "$root/target/built.txt" 2>/dev/null)" ]; then
        return 0
    fi
    need_build_tools
    echo "Building Dragoman …" >&2
    rm -f "$root/target/built.txt"
    # The features are resolved from what is installed, which Maven does not know: they come when all else is there.
    together=karaf-features,assembly/distribution
    tests=assembly/checks,assembly/jmh,assembly/e2e,assembly/itests
    { maven -q -T 2 install -DskipTests -Dspotless.check.skip=true -pl "!$(echo "$together,$tests" | sed 's/,/,!/g')" &&
        maven -q install -DskipTests -Dspotless.check.skip=true -pl "$together"; } >&2 ||
        die "The build failed; the messages above say where."
    echo "$now" >"$root/target/built.txt"
}
