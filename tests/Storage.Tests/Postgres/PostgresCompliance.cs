using Storage.Tests.Journal;

namespace Storage.Tests.Postgres;

// The suite on PostgreSQL: one line per noun.

public sealed class PostgresJournalFence() : JournalFenceTests(PostgresUnderTest.Create);

public sealed class PostgresJournalPoison() : JournalPoisonTests(PostgresUnderTest.Create);

public sealed class PostgresJournalLoad() : JournalLoadTests(PostgresUnderTest.Create);

public sealed class PostgresJournalHistory() : JournalHistoryTests(PostgresUnderTest.Create);

public sealed class PostgresJournalList() : JournalListTests(PostgresUnderTest.Create);

public sealed class PostgresMillionEvents() : MillionEventsTests(PostgresUnderTest.Create);
