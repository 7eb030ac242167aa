//! Any bytes as a web archive: every record must be given or told, in bounded memory, and unpacking
//! what it holds must end.
#![no_main]

use isnad_warc::Records;
use libfuzzer_sys::fuzz_target;

const MAX: usize = 1 << 16;

fuzz_target!(|bytes: &[u8]| {
    for record in Records::new(bytes, MAX).take(1000).flatten() {
        assert!(record.block.len() <= MAX);
        if let Ok(payload) = record.payload(MAX) {
            assert!(payload.bytes.len() <= MAX);
        }
    }
});
