//! Time that this thread spent on a processor: what else the machine does is not counted.

use std::time::Instant;

use cpu_time::ThreadTime;

/// A point in time.
pub(crate) struct Clock {
    cpu: Option<ThreadTime>,
    wall: Instant,
}

impl Clock {
    /// Now.
    pub(crate) fn start() -> Clock {
        Clock { cpu: ThreadTime::try_now().ok(), wall: Instant::now() }
    }

    /// Seconds since then on the processor; by the clock on the wall where the system does not tell.
    pub(crate) fn seconds(&self) -> f64 {
        let cpu = self.cpu.as_ref().and_then(|start| start.try_elapsed().ok());
        cpu.unwrap_or_else(|| self.wall.elapsed()).as_secs_f64().max(1e-9)
    }
}
