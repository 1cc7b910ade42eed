package io.dragoman.authoring.yaml;

/** A template in both languages. Immutable. */
record LocalTemplate(Template zh, Template en) {

    /** The text in the customer's language. */
    String render(Scope scope) {
        return ("zh".equals(scope.locale().getLanguage()) ? zh : en).render(scope);
    }
}
