//! Disjoint groups of numbers that are joined step by step.

/// A partition of `0..n`.
#[derive(Debug, Clone)]
pub(crate) struct Groups {
    parent: Vec<usize>,
}

impl Groups {
    /// Every number by itself.
    pub(crate) fn new(n: usize) -> Groups {
        Groups { parent: (0..n).collect() }
    }

    /// The least number of the group of `i`.
    pub(crate) fn find(&self, i: usize) -> usize {
        let mut at = i;
        while self.parent[at] != at {
            at = self.parent[at];
        }
        at
    }

    /// Makes one group of those of `i` and `j`.
    pub(crate) fn join(&mut self, i: usize, j: usize) {
        let (a, b) = (self.find(i), self.find(j));
        self.parent[a.max(b)] = a.min(b);
    }

    /// The groups in the order of their least numbers, each in order.
    pub(crate) fn lists(&self) -> Vec<Vec<usize>> {
        let mut lists: Vec<Vec<usize>> = vec![Vec::new(); self.parent.len()];
        for i in 0..self.parent.len() {
            lists[self.find(i)].push(i);
        }
        lists.retain(|l| !l.is_empty());
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
