using Storage.Tests.Journal;

namespace Storage.Tests.Sqlite;

// The suite on SQLite: one line per noun.

public sealed class SqliteJournalFence() : JournalFenceTests(SqliteUnderTest.Create);

public sealed class SqliteJournalPoison() : JournalPoisonTests(SqliteUnderTest.Create);
