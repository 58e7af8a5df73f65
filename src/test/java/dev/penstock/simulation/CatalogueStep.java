package dev.penstock.simulation;

import dev.penstock.error.ErrorCode;
import dev.penstock.partition.Command;
import dev.penstock.partition.DiskLevel;
import dev.penstock.table.BillingMode;
import dev.penstock.table.IndexKeySchema;
import dev.penstock.table.IndexProjection;
import dev.penstock.table.KeyAttribute;
import dev.penstock.table.KeySchema;
import dev.penstock.table.NewIndex;
import dev.penstock.table.NewTable;
import dev.penstock.table.TableChange;
import dev.penstock.table.TableClass;
import dev.penstock.table.TableSettings;
import dev.penstock.table.Throughput;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A command on a table as a whole. */
sealed interface CatalogueStep extends Step {
    String name();

    record Create(String name, KeySchema schema, SortedMap<String, String> tags)
            implements CatalogueStep {
        /** Tables of this name have an index. */
        private static final String INDEXED = "Orders";

        private static final NewIndex BY_COUNT =
                new NewIndex(
                        "byCount",
                        new IndexKeySchema(List.of(ItemImage.COUNT), List.of(ItemImage.ID)),
                        IndexProjection.ALL,
                        Throughput.NONE);

        @Override
        public Command command() {
            var attributes = new ArrayList<KeyAttribute>();
            attributes.add(ItemImage.ID);
            if (schema.hasSortKey()) {
                attributes.add(ItemImage.AT);
            }
            var indexes = new ArrayList<NewIndex>();
            if (name.equals(INDEXED)) {
                attributes.add(ItemImage.COUNT);
                indexes.add(BY_COUNT);
            }
            var settings =
                    TableSettings.of(
                            BillingMode.PAY_PER_REQUEST,
                            Throughput.NONE,
                            TableClass.STANDARD,
                            false);
            return new Command.CreateTable(
                    new NewTable(name, schema, attributes, settings, indexes, tags));
        }

        @Override
        public Verdict judge(Image image, DiskLevel disk) {
            if (disk == DiskLevel.EXHAUSTED) {
                return Verdict.refused(image, ErrorCode.INTERNAL);
            }
            if (image.table(name) != null) {
                return Verdict.refused(image, ErrorCode.RESOURCE_IN_USE);
            }
            int id = image.lastTableId() + 1;
            return new Verdict(
                    image.with(name, TableImage.empty(id, schema, tags)), new TableChanged(id));
        }
    }

    record Drop(String name) implements CatalogueStep {
        @Override
        public Command command() {
            return new Command.DeleteTable(name);
        }

        @Override
        public Verdict judge(Image image, DiskLevel disk) {
            var table = image.table(name);
            if (disk == DiskLevel.EXHAUSTED) {
                return Verdict.refused(image, ErrorCode.INTERNAL);
            }
            if (table == null) {
                return Verdict.refused(image, ErrorCode.RESOURCE_NOT_FOUND);
            }
            if (table.isProtected()) {
                return Verdict.refused(image, ErrorCode.VALIDATION);
            }
            return new Verdict(image.without(name), new TableChanged(table.id()));
        }
    }

    record Protect(String name, boolean isProtected) implements CatalogueStep {
        @Override
        public Command command() {
            return new Command.UpdateTable(name, new TableChange(null, null, null, isProtected));
        }

        @Override
        public Verdict judge(Image image, DiskLevel disk) {
            var table = image.table(name);
            if (disk == DiskLevel.EXHAUSTED) {
                return Verdict.refused(image, ErrorCode.INTERNAL);
            }
            if (table == null) {
                return Verdict.refused(image, ErrorCode.RESOURCE_NOT_FOUND);
            }
            boolean isSame = table.isProtected() == isProtected;
            return new Verdict(
                    isSame ? image : image.with(name, table.withProtection(isProtected)),
                    new TableChanged(table.id()));
        }
    }

    record Tag(String name, SortedMap<String, String> added) implements CatalogueStep {
        @Override
        public Command command() {
            return new Command.TagTable(name, added);
        }

        @Override
        public Verdict judge(Image image, DiskLevel disk) {
            var table = image.table(name);
            if (table == null) {
                return Verdict.refused(image, ErrorCode.RESOURCE_NOT_FOUND);
            }
            if (disk == DiskLevel.EXHAUSTED) {
                return Verdict.refused(image, ErrorCode.INTERNAL);
            }
            var tags = new TreeMap<>(table.tags());
            tags.putAll(added);
            return new Verdict(
                    tags.equals(table.tags()) ? image : image.with(name, table.withTags(tags)),
                    new Tagged());
        }
    }
}
