package dev.penstock.wire.json;

/** The item of the load tests: about 500 bytes in 8 attributes. */
public final class LoadTestItem {
    private static final String DESCRIPTION =
            "Lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor"
                    + " incididunt ut labore et dolore magna aliqua. ";

    private LoadTestItem() {}

    /** As DynamoDB's JSON, 644 bytes. */
    public static String json(String partitionKey, String sortKey) {
        return """
        {"pk":{"S":"%s"},"sk":{"S":"%s"},"price":{"N":"1234.56"},"active":{"BOOL":true},\
        "tags":{"SS":["alpha","beta","gamma"]},"addr":{"M":{"street":{"S":"221B Baker Street"},\
        "city":{"S":"London"},"zip":{"N":"90210"}}},"cnt":{"N":"104242"},"descr":{"S":"%s"}}\
        """
                .formatted(partitionKey, sortKey, DESCRIPTION.repeat(4).substring(0, 390));
    }
}
