package dev.penstock.wire;

import dev.penstock.error.ErrorCode;
import dev.penstock.error.RequestException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/**
 * Checks that a request carries a well-formed Signature Version 4, in its header or in its query
 * string. The signature itself is not verified yet: whoever reaches the port is let in.
 */
final class AuthorizationCheck {
    private static final String ALGORITHM_PARAMETER = "X-Amz-Algorithm";
    private static final String SCHEME = "AWS4-";
    private static final String[] HEADER_PARTS = {"Credential", "Signature", "SignedHeaders"};
    private static final String[] QUERY_PARTS = {
        ALGORITHM_PARAMETER,
        "X-Amz-Credential",
        "X-Amz-Signature",
        "X-Amz-SignedHeaders",
        "X-Amz-Date"
    };
    private static final CharSequence AMZ_DATE = HttpHeaders.createOptimized("x-amz-date");

    private AuthorizationCheck() {}

    /** Whether it carries a signature, or what should be one. */
    static boolean isSigned(HttpServerRequest request) {
        String query = request.query();
        return request.getHeader(HttpHeaders.AUTHORIZATION) != null
                || (query != null && hasParameter(query, ALGORITHM_PARAMETER));
    }

    /** Returns if the request is acceptable, throws DynamoDB's error if it is not. */
    static void check(HttpServerRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        String query = request.query();
        boolean inQuery = query != null && hasParameter(query, ALGORITHM_PARAMETER);
        if (header != null && inQuery) {
            throw new RequestException(
                    ErrorCode.INVALID_SIGNATURE,
                    "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as"
                            + " HTTP header.");
        }
        if (inQuery) {
            checkQuery(query);
        } else if (header == null || !header.startsWith(SCHEME)) {
            throw new RequestException(
                    ErrorCode.MISSING_AUTHENTICATION_TOKEN,
                    "Request is missing Authentication Token");
        } else {
            checkHeader(request, header);
        }
    }

    /** Whether a header alone is all that is needed, for a request without a query string. */
    static boolean isComplete(String header, boolean hasDate) {
        if (!hasDate || !header.startsWith(SCHEME)) {
            return false;
        }
        for (String part : HEADER_PARTS) {
            if (!hasPart(header, part)) {
                return false;
            }
        }
        return true;
    }

    private static void checkHeader(HttpServerRequest request, String header) {
        var missing = new StringBuilder();
        for (String part : HEADER_PARTS) {
            if (!hasPart(header, part)) {
                missing.append("Authorization header requires '")
                        .append(part)
                        .append("' parameter. ");
            }
        }
        if (request.getHeader(AMZ_DATE) == null && request.getHeader(HttpHeaders.DATE) == null) {
            missing.append(
                    "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date'"
                            + " header. ");
        }
        if (!missing.isEmpty()) {
            throw incomplete(missing.append("Authorization=").append(header));
        }
    }

    private static void checkQuery(@Nullable String query) {
        var missing = new StringBuilder();
        for (String part : QUERY_PARTS) {
            if (query == null || !hasParameter(query, part)) {
                missing.append("AWS query-string parameters must include '")
                        .append(part)
                        .append("'. ");
            }
        }
        if (!missing.isEmpty()) {
            throw incomplete(missing.append("Re-examine the query-string parameters."));
        }
    }

    /** {@code Signature=} must not be found inside another word, such as a header's name. */
    private static boolean hasPart(String header, String name) {
        for (int at = header.indexOf(name); at >= 0; at = header.indexOf(name, at + 1)) {
            int end = at + name.length();
            boolean starts =
                    at > 0 && (header.charAt(at - 1) == ' ' || header.charAt(at - 1) == ',');
            boolean hasValue = end + 1 < header.length() && header.charAt(end) == '=';
            if (starts && hasValue && header.charAt(end + 1) != ',') {
                return true;
            }
        }
        return false;
    }

    private static boolean hasParameter(String query, String name) {
        for (int at = query.indexOf(name); at >= 0; at = query.indexOf(name, at + 1)) {
            int end = at + name.length();
            boolean starts = at == 0 || query.charAt(at - 1) == '&';
            if (starts && end < query.length() && query.charAt(end) == '=') {
                return true;
            }
        }
        return false;
    }

    private static RequestException incomplete(StringBuilder text) {
        return new RequestException(ErrorCode.INCOMPLETE_SIGNATURE, text.toString());
    }
}
