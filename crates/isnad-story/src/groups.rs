//! Disjoint groups of numbers that are joined step by step.

/// A partition of `0..n`.
#[derive(Debug, Clone)]
pub(crate) struct Groups {
    /// The least number of each one's group.
    root: Vec<usize>,
    /// By least number; empty for the others.
    members: Vec<Vec<usize>>,
}

impl Groups {
    /// Every number by itself.
    pub(crate) fn new(n: usize) -> Groups {
        Groups { root: (0..n).collect(), members: (0..n).map(|i| vec![i]).collect() }
    }

    /// The least number of the group of `i`.
    pub(crate) fn find(&self, i: usize) -> usize {
        self.root[i]
    }

    /// The group of `i`, in no order.
    pub(crate) fn members(&self, i: usize) -> &[usize] {
        &self.members[self.root[i]]
    }

    /// Makes one group of those of `i` and `j`.
    pub(crate) fn join(&mut self, i: usize, j: usize) {
        let (a, b) = (self.root[i].min(self.root[j]), self.root[i].max(self.root[j]));
        if a == b {
            return;
        }
        let moved = std::mem::take(&mut self.members[b]);
        for member in &moved {
            self.root[*member] = a;
        }
        self.members[a].extend(moved);
    }

    /// The groups in the order of their least numbers, each in order.
    pub(crate) fn lists(self) -> Vec<Vec<usize>> {
        let mut lists = self.members;
        lists.retain(|l| !l.is_empty());
        for list in &mut lists {
            list.sort_unstable();
        }
        lists
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joins_in_any_order() {
        let mut groups = Groups::new(5);
        groups.join(4, 2);
        groups.join(2, 0);
        assert_eq!(groups.lists(), [vec![0, 2, 4], vec![1], vec![3]]);
    }
}
