# The image that k8s/ runs: docker build -t penstock:0.1.0 .
FROM maven:3-eclipse-temurin-25 AS build
WORKDIR /src
COPY . .
RUN ./penstock build && rm -f target/quarkus-app/*.aot && install -d -o 10001 -g 10001 /empty

FROM eclipse-temurin:25-jre
COPY --from=build /src/penstock /opt/penstock/penstock
COPY --from=build /src/target/quarkus-app /opt/penstock/target/quarkus-app
COPY --from=build --chown=10001:10001 /empty /data
# An AOT cache fits only the Java and the files that it was made with: here, not in the stage above.
RUN /opt/penstock/penstock train
ENV PENSTOCK_HOST=0.0.0.0 \
    PENSTOCK_DATA=/data
USER 10001:10001
VOLUME /data
EXPOSE 8000 9000
STOPSIGNAL SIGTERM
# No shell in between: the check is the server's own command, asked of the management port.
HEALTHCHECK --interval=10s --timeout=5s --start-period=10m --start-interval=2s \
    CMD ["/opt/java/openjdk/bin/java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx64m", \
         "-jar", "/opt/penstock/target/quarkus-app/quarkus-run.jar", "healthcheck"]
ENTRYPOINT ["/opt/penstock/penstock"]
CMD ["serve"]
