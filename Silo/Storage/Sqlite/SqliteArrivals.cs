namespace Silo.Storage.Sqlite;

/// <summary>What comes to wait in mailboxes by one call: each mailbox is written once, at the end of its transaction.</summary>
internal sealed class SqliteArrivals
{
    private const string Touch = """
        INSERT INTO mailboxes (target, due_at, needs) VALUES ($target, $due, $needs)
        ON CONFLICT DO UPDATE SET due_at = min(due_at, excluded.due_at), needs = max(needs, excluded.needs), news = news + $news
        """;

    private readonly Dictionary<string, (long DueAt, int Needs)> mailboxes = new(StringComparer.Ordinal);

    /// <param name="dueAt">Microseconds since 1970.</param>
    public void Add(string target, long dueAt, int needs) => mailboxes[target] = mailboxes.TryGetValue(target, out var known)
        ? (Math.Min(known.DueAt, dueAt), Math.Max(known.Needs, needs))
        : (dueAt, needs);

    /// <param name="isNews">Whether whoever has the mailbox may not know: then he does not give it back before he has looked again.</param>
    public void Write(SqliteSession session, bool isNews)
    {
        foreach (var (target, one) in mailboxes) session.Execute(Touch, ("$target", target), ("$due", one.DueAt), ("$needs", one.Needs), ("$news", isNews ? 1 : 0));
    }
}
