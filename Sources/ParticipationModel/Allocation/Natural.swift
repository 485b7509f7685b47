/// A whole number from 0 up, of any size: no more arithmetic than exact shares of money need.
package struct Natural: Sendable, Equatable {
  /// The digits to base 2⁶⁴, the least first; the last one is not 0.
  private var digits: [UInt64]

  /// A number of one digit.
  package init(_ value: UInt64) {
    digits = value == 0 ? [] : [value]
  }

  package static func * (number: Natural, factor: UInt64) -> Natural {
    var product = number
    product *= factor
    return product
  }

  package static func *= (number: inout Natural, factor: UInt64) {
    if factor == 0 { return number.digits = [] }
    var carry: UInt64 = 0
    for index in number.digits.indices {
      let (high, low) = number.digits[index].multipliedFullWidth(by: factor)
      let (sum, overflows) = low.addingReportingOverflow(carry)
      number.digits[index] = sum
      carry = high + (overflows ? 1 : 0)
    }
    if carry > 0 { number.digits.append(carry) }
  }

  package static func + (number: Natural, other: Natural) -> Natural {
    var sum = number
    sum.add(other, times: 1)
    return sum
  }

  /// Adds a product.
  package mutating func add(_ other: Natural, times factor: UInt64) {
    var carry: UInt64 = 0
    for index in 0..<max(digits.count, other.digits.count) {
      if index == digits.count { digits.append(0) }
      let (high, low) = index < other.digits.count ? other.digits[index].multipliedFullWidth(by: factor) : (0, 0)
      let (sum, first) = digits[index].addingReportingOverflow(low)
      let (total, second) = sum.addingReportingOverflow(carry)
      digits[index] = total
      carry = high + (first ? 1 : 0) + (second ? 1 : 0)
    }
    if carry > 0 { digits.append(carry) }
    trim()
  }

  package static func - (number: Natural, other: Natural) -> Natural {
    var difference = number
    difference.subtract(other, times: 1)
    return difference
  }

  /// Subtracts a product that is not greater.
  package mutating func subtract(_ other: Natural, times factor: UInt64) {
    if factor == 0 { return }
    var borrow: UInt64 = 0
    for index in digits.indices {
      let (high, low) = index < other.digits.count ? other.digits[index].multipliedFullWidth(by: factor) : (0, 0)
      let (difference, first) = digits[index].subtractingReportingOverflow(low)
      let (rest, second) = difference.subtractingReportingOverflow(borrow)
      digits[index] = rest
      borrow = high + (first ? 1 : 0) + (second ? 1 : 0)
    }
    precondition(borrow == 0 && other.digits.count <= digits.count, "a natural number has nothing below 0")
    trim()
  }

  /// The quotient and the remainder of a division by a number other than 0.
  package func divided(by divisor: UInt64) -> (quotient: Natural, remainder: UInt64) {
    var quotient = self
    var remainder: UInt64 = 0
    for index in digits.indices.reversed() {
      (quotient.digits[index], remainder) = divisor.dividingFullWidth((remainder, digits[index]))
    }
    quotient.trim()
    return (quotient, remainder)
  }

  private mutating func trim() {
    while digits.last == 0 { digits.removeLast() }
  }
}

extension Natural: Comparable {
  package static func < (one: Natural, other: Natural) -> Bool {
    guard one.digits.count == other.digits.count else { return one.digits.count < other.digits.count }
    for index in one.digits.indices.reversed() where one.digits[index] != other.digits[index] {
      return one.digits[index] < other.digits[index]
    }
    return false
  }
}
