package dev.penstock.entry;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import io.smallrye.common.annotation.NonBlocking;

/** Quarkus REST, on the event loop. */
@Path("/rest")
public final class RestEntry {
    @POST
    @NonBlocking
    @Produces("application/x-amz-json-1.0")
    public String answer(byte[] body) {
        return Answer.TEXT;
    }
}
