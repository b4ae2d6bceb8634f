//! What this process has used so far, as the system tells. For the programs that measure hostile pages. Linux only, for the
//! peak of memory.

use std::fs;

/// Processor time, in seconds.
pub fn processor_seconds() -> f64 {
    let now = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    now.tv_sec as f64 + now.tv_nsec as f64 / 1e9
}

/// The most memory that was ever held, in bytes.
pub fn peak() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok())
        .map_or(0.0, |kibibytes| kibibytes * 1024.0)
}
