/// The members of a JSON object in the order of the file, each key once.
///
/// Keys are told apart by their bytes: a composed and a decomposed spelling are one Swift string and two tokens of a
/// vocabulary.
public struct JSONObject: Equatable, Sendable {
    /// A key with its value.
    public struct Member: Equatable, Sendable {
        /// The key.
        public let key: String
        /// What stands under it.
        public var value: JSONValue

        /// Whether key, by its bytes, and value are the same.
        public static func == (one: Member, other: Member) -> Bool {
            one.key.utf8.elementsEqual(other.key.utf8) && one.value == other.value
        }
    }

    /// Members in the order of the file.
    public private(set) var members: [Member] = []
    /// Where the members with a key are; nothing in an object so small that it is looked through.
    private var places: [Key: Int] = [:]
    private static let smallest = 12

    /// An object without members.
    public init() {}

    /// Keys in the order of the file.
    public var keys: [String] { members.map(\.key) }

    /// The value of `key`, or nil.
    ///
    /// Setting keeps the place of a key that is there and appends one that is not.
    public subscript(key: String) -> JSONValue? {
        get { place(of: key).map { members[$0].value } }
        set {
            switch (place(of: key), newValue) {
            case (let place?, let value?): members[place].value = value
            case (nil, let value?): _ = append(key, value)
            case (let place?, nil):
                let others = members.enumerated().filter { $0.offset != place }
                self = JSONObject()
                for (_, member) in others { _ = append(member.key, member.value) }
            case (nil, nil): break
            }
        }
    }

    /// Adds a member at the end, and returns whether its key was new: if not, nothing has changed.
    mutating func append(_ key: String, _ value: JSONValue) -> Bool {
        guard place(of: key) == nil else { return false }
        members.append(Member(key: key, value: value))
        if members.count == Self.smallest {
            for (place, member) in members.enumerated() { places[Key(text: member.key)] = place }
        } else if members.count > Self.smallest {
            places[Key(text: key)] = members.count - 1
        }
        return true
    }

    private func place(of key: String) -> Int? {
        guard members.count < Self.smallest else { return places[Key(text: key)] }
        return members.firstIndex { $0.key.utf8.elementsEqual(key.utf8) }
    }

    /// Whether the members are the same in the same order.
    public static func == (one: JSONObject, other: JSONObject) -> Bool { one.members == other.members }

    /// A key by its bytes.
    private struct Key: Hashable {
        let text: String

        static func == (one: Key, other: Key) -> Bool { one.text.utf8.elementsEqual(other.text.utf8) }

        func hash(into hasher: inout Hasher) {
            var text = text
            text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        }
    }
}
