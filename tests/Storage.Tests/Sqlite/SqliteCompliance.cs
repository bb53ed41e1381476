using Storage.Tests.Journal;

namespace Storage.Tests.Sqlite;

// The suite on SQLite: one line per noun.

public sealed class SqliteJournalFence() : JournalFenceTests(SqliteUnderTest.Create);

public sealed class SqliteJournalPoison() : JournalPoisonTests(SqliteUnderTest.Create);

public sealed class SqliteJournalLoad() : JournalLoadTests(SqliteUnderTest.Create);

public sealed class SqliteJournalHistory() : JournalHistoryTests(SqliteUnderTest.Create);

public sealed class SqliteJournalList() : JournalListTests(SqliteUnderTest.Create);

public sealed class SqliteMillionEvents() : MillionEventsTests(SqliteUnderTest.Create);
