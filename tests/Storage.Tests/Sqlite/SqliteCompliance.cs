using Storage.Tests.Commits;
using Storage.Tests.Deadlines;
using Storage.Tests.DeadLetters;
using Storage.Tests.Journal;
using Storage.Tests.Lanes;
using Storage.Tests.Lists;
using Storage.Tests.Notifications;
using Storage.Tests.Relays;
using Storage.Tests.Subscriptions;

namespace Storage.Tests.Sqlite;

// The suite on SQLite: one line per noun.

public sealed class SqliteJournalFence() : JournalFenceTests(SqliteUnderTest.Create);

public sealed class SqliteJournalPoison() : JournalPoisonTests(SqliteUnderTest.Create);

public sealed class SqliteJournalLoad() : JournalLoadTests(SqliteUnderTest.Create);

public sealed class SqliteJournalHistory() : JournalHistoryTests(SqliteUnderTest.Create);

public sealed class SqliteListRowCompliance() : ListRowTests(SqliteUnderTest.Create);

public sealed class SqliteJournalList() : JournalListTests(SqliteUnderTest.Create);

public sealed class SqliteJournalFilter() : JournalFilterTests(SqliteUnderTest.Create);

public sealed class SqliteJournalWalk() : JournalWalkTests(SqliteUnderTest.Create);

public sealed class SqliteMillionEvents() : MillionEventsTests(SqliteUnderTest.Create);

public sealed class SqliteDeadLetterKeeping() : DeadLetterTests(SqliteUnderTest.Create);

public sealed class SqliteParked() : ParkedTests(SqliteUnderTest.Create);

public sealed class SqliteCommitReading() : CommitReadingTests(SqliteUnderTest.Create);

public sealed class SqliteAnnouncements() : AnnouncementTests(SqliteUnderTest.Create);

public sealed class SqliteExpanders() : ExpandersTests(SqliteUnderTest.Create);

public sealed class SqliteSubscribing() : SubscriptionTests(SqliteUnderTest.Create);

public sealed class SqliteSubscriptionVersions() : SubscriptionVersionTests(SqliteUnderTest.Create);

public sealed class SqliteSubscriptionLanes() : SubscriptionLaneTests(SqliteUnderTest.Create);

public sealed class SqliteUnreadableDocuments() : UnreadableDocumentTests(SqliteUnderTest.Create);

public sealed class SqliteRelaying() : RelayTests(SqliteUnderTest.Create);

public sealed class SqliteDeadlineKeeping() : DeadlineTests(SqliteUnderTest.Create);

public sealed class SqliteMailboxKeeping() : MailboxTests(SqliteUnderTest.Create);

public sealed class SqliteOutcomeKeeping() : OutcomeTests(SqliteUnderTest.Create);

public sealed class SqliteDigestOutcomeKeeping() : DigestOutcomeTests(SqliteUnderTest.Create);

public sealed class SqliteMessageListing() : MessageListTests(SqliteUnderTest.Create);

public sealed class SqliteMessageRetry() : MessageRetryTests(SqliteUnderTest.Create);

public sealed class SqliteLaneExpansion() : LaneExpansionTests(SqliteUnderTest.Create);

public sealed class SqliteClosedDigests() : ClosedDigestTests(SqliteUnderTest.Create);

public sealed class SqliteEscalation() : EscalationTests(SqliteUnderTest.Create);

public sealed class SqliteExpiry() : ExpiryTests(SqliteUnderTest.Create);

public sealed class SqliteLaneHistories() : LanePropertyTests(SqliteUnderTest.Create);
