/// Holds tasks until it is opened.
actor Latch {
  private var isOpen = false
  private var waiting: [CheckedContinuation<Void, Never>] = []

  func wait() async {
    if isOpen { return }
    await withCheckedContinuation { waiting.append($0) }
  }

  func open() {
    isOpen = true
    for continuation in waiting { continuation.resume() }
    waiting = []
  }
}

/// Counts, remembers the highest count, and wakes those who wait for a count.
actor Tally {
  private(set) var count = 0
  private(set) var highest = 0
  private var waiting: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []

  func add(_ amount: Int = 1) {
    count += amount
    highest = max(highest, count)
    let reached = waiting.filter { $0.count <= count }
    waiting.removeAll { $0.count <= count }
    for waiter in reached { waiter.continuation.resume() }
  }

  func reached(_ target: Int) async {
    if count >= target { return }
    await withCheckedContinuation { waiting.append((target, $0)) }
  }
}
