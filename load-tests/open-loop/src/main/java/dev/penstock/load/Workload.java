package dev.penstock.load;

import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * The core shapes of YCSB (Cooper and others, SoCC 2010) over the table of {@code dynamodb.lua}.
 * Keys are zipfian (constant 0.99), scrambled over the key space.
 */
enum Workload {
    /** Update heavy: half reads, half updates. */
    A {
        @Override
        Supplier<byte[]> requests(SplittableRandom random) {
            var requests = new Requests(random);
            return () -> random.nextInt(100) < 50 ? requests.get() : requests.update();
        }
    },
    /** Read mostly: 95 % reads, 5 % updates. */
    B {
        @Override
        Supplier<byte[]> requests(SplittableRandom random) {
            var requests = new Requests(random);
            return () -> random.nextInt(100) < 95 ? requests.get() : requests.update();
        }
    },
    /** Reads only. */
    C {
        @Override
        Supplier<byte[]> requests(SplittableRandom random) {
            var requests = new Requests(random);
            return requests::get;
        }
    },
    /** Short ranges: 95 % queries of up to 100 neighbours, 5 % inserts. */
    E {
        @Override
        Supplier<byte[]> requests(SplittableRandom random) {
            var requests = new Requests(random);
            return () -> random.nextInt(100) < 95 ? requests.range() : requests.insert();
        }
    },
    /** Whole items, overwritten. */
    PUT {
        @Override
        Supplier<byte[]> requests(SplittableRandom random) {
            var requests = new Requests(random);
            return requests::put;
        }
    };

    abstract Supplier<byte[]> requests(SplittableRandom random);
}
