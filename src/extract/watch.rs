//! Decides who hears how far an extraction is: nobody, unless the laboratory watches, which measures the stages and looks at
//! what they see. So that there is one order of stages, in the folder's own file, for all of them.

#[cfg(feature = "lab")]
use std::sync::Arc;

use crate::weigh::{Context, Whole};

/// How far an extraction is.
#[cfg_attr(not(feature = "lab"), expect(dead_code, reason = "only the laboratory asks"))]
pub enum Step<'a> {
    /// A stage of this name is done.
    Done(&'static str),
    /// The blocks of a page, or of a fragment from elsewhere in it, are about to be weighed.
    Weighing(&'a Context<'a>, &'a Whole),
}

#[cfg(feature = "lab")]
type Told = dyn Fn(&Step<'_>) + Send + Sync;

/// Whoever watches.
#[derive(Clone, Default)]
pub struct Watcher {
    #[cfg(feature = "lab")]
    told: Option<Arc<Told>>,
}

impl Watcher {
    /// One that is told of every step.
    #[cfg(feature = "lab")]
    pub fn new(told: impl Fn(&Step<'_>) + Send + Sync + 'static) -> Watcher {
        Watcher { told: Some(Arc::new(told)) }
    }

    /// Tells of a step, if anyone watches.
    #[inline]
    #[cfg_attr(not(feature = "lab"), expect(unused_variables, reason = "nobody watches"))]
    pub fn tell(&self, step: Step<'_>) {
        #[cfg(feature = "lab")]
        if let Some(told) = &self.told {
            told(&step);
        }
    }

    /// Tells that a stage is done.
    #[inline]
    pub fn done(&self, stage: &'static str) {
        self.tell(Step::Done(stage));
    }
}

impl std::fmt::Debug for Watcher {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        to.write_str("Watcher")
    }
}
