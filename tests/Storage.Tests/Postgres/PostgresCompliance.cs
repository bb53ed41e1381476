using Storage.Tests.Deadlines;
using Storage.Tests.DeadLetters;
using Storage.Tests.Journal;
using Storage.Tests.Lanes;
using Storage.Tests.Lists;
using Storage.Tests.Notifications;
using Storage.Tests.Relays;
using Storage.Tests.Subscriptions;

namespace Storage.Tests.Postgres;

// The suite on PostgreSQL: one line per noun.

public sealed class PostgresJournalFence() : JournalFenceTests(PostgresUnderTest.Create);

public sealed class PostgresJournalPoison() : JournalPoisonTests(PostgresUnderTest.Create);

public sealed class PostgresJournalLoad() : JournalLoadTests(PostgresUnderTest.Create);

public sealed class PostgresJournalHistory() : JournalHistoryTests(PostgresUnderTest.Create);

public sealed class PostgresListRowCompliance() : ListRowTests(PostgresUnderTest.Create);

public sealed class PostgresJournalList() : JournalListTests(PostgresUnderTest.Create);

public sealed class PostgresJournalFilter() : JournalFilterTests(PostgresUnderTest.Create);

public sealed class PostgresJournalFilterByShortWalks() : JournalFilterTests(PostgresUnderTest.CreateWithShortWalks);

public sealed class PostgresJournalWalk() : JournalWalkTests(PostgresUnderTest.Create);

public sealed class PostgresMillionEvents() : MillionEventsTests(PostgresUnderTest.Create);

public sealed class PostgresDeadLetterKeeping() : DeadLetterTests(PostgresUnderTest.Create);

public sealed class PostgresParked() : ParkedTests(PostgresUnderTest.Create);

public sealed class PostgresAnnouncements() : AnnouncementTests(PostgresUnderTest.Create);

public sealed class PostgresExpanders() : ExpandersTests(PostgresUnderTest.Create);

public sealed class PostgresSubscribing() : SubscriptionTests(PostgresUnderTest.Create);

public sealed class PostgresSubscriptionVersions() : SubscriptionVersionTests(PostgresUnderTest.Create);

public sealed class PostgresSubscriptionLanes() : SubscriptionLaneTests(PostgresUnderTest.Create);

public sealed class PostgresUnreadableDocuments() : UnreadableDocumentTests(PostgresUnderTest.Create);

public sealed class PostgresLaneExpansion() : LaneExpansionTests(PostgresUnderTest.Create);

public sealed class PostgresMailboxKeeping() : MailboxTests(PostgresUnderTest.Create);

public sealed class PostgresOutcomeKeeping() : OutcomeTests(PostgresUnderTest.Create);

public sealed class PostgresDigestOutcomeKeeping() : DigestOutcomeTests(PostgresUnderTest.Create);

public sealed class PostgresMessageListing() : MessageListTests(PostgresUnderTest.Create);

public sealed class PostgresMessageRetry() : MessageRetryTests(PostgresUnderTest.Create);

public sealed class PostgresClosedDigests() : ClosedDigestTests(PostgresUnderTest.Create);

public sealed class PostgresEscalation() : EscalationTests(PostgresUnderTest.Create);

public sealed class PostgresLaneHistories() : LanePropertyTests(PostgresUnderTest.Create);

public sealed class PostgresExpiry() : ExpiryTests(PostgresUnderTest.Create);

public sealed class PostgresRelaying() : RelayTests(PostgresUnderTest.Create);

public sealed class PostgresDeadlineKeeping() : DeadlineTests(PostgresUnderTest.Create);
