package io.dragoman.rest;

import java.util.Optional;

/** An installation outside of any container. */
final class FakeInstallation implements Installation {

    @Override
    public String version() {
        return "1.2.3";
    }

    @Override
    public String rulesFolder() {
        return "/rules";
    }

    @Override
    public Optional<String> bundleName(long id) {
        return id == 7 ? Optional.of("io.example.skill") : Optional.empty();
    }

    @Override
    public Optional<String> versionOf(Class<?> type) {
        return Optional.of("1.2.3");
    }

    @Override
    public byte[] openApi() {
        return ContainerInstallation.readOpenApi();
    }
}
