import ParticipationModel
import Testing

@Suite struct EqualSharesNaturalTests {
  private var numbers: [Natural] {
    let factors: [UInt64] = [0, 1, 2, 1 << 32, .max - 1, .max]
    let single = factors.map { Natural($0) }
    let double = single.flatMap { number in factors.map { number * $0 } }
    return single + double + double.map { $0 * .max + Natural(.max) }
  }

  @Test func subtractsWhatWasAdded() {
    for one in numbers {
      for other in numbers {
        let sum = one + other
        guard sum == other + one, sum - other == one, sum - one == other, sum >= one else {
          Issue.record("\(one) + \(other) is not \(sum)")
          return
        }
      }
    }
  }

  @Test func dividesWhatWasMultiplied() {
    for number in numbers {
      for factor: UInt64 in [1, 2, 3, 1 << 63, .max] {
        for rest: UInt64 in [0, factor / 2, factor - 1] {
          let (quotient, remainder) = (number * factor + Natural(rest)).divided(by: factor)
          guard quotient == number, remainder == rest else {
            Issue.record("(\(number) · \(factor) + \(rest)) / \(factor) is not \(quotient)")
            return
          }
        }
      }
    }
  }

  @Test func addsAndSubtractsProducts() {
    for one in numbers {
      for other in numbers {
        for factor: UInt64 in [0, 1, .max] {
          var number = one
          number.add(other, times: factor)
          let sum = number
          number.subtract(other, times: factor)
          guard sum == one + other * factor, number == one else {
            Issue.record("\(one) + \(other) · \(factor) is not \(sum)")
            return
          }
        }
      }
    }
  }

  @Test func comparesLikeIntegers() {
    let values: [UInt128] = [0, 1, 1 << 63, 1 << 64 - 1, 1 << 64, 1 << 64 + 1, 1 << 127, .max]
    let numbers = values.map { Natural(UInt64($0 >> 64)) * (1 << 63) * 2 + Natural(UInt64(truncatingIfNeeded: $0)) }
    for (one, first) in zip(values, numbers) {
      for (other, second) in zip(values, numbers) {
        #expect((one < other) == (first < second))
        #expect((one == other) == (first == second))
      }
    }
  }
}
