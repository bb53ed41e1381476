using Flexport.Webhooks.Events;
using Grains.Domain.Shipments.Papers;
using Grains.Interfaces.Deadlines;
using Grains.Interfaces.Entities;

namespace Grains.Domain.Entities;

/// <summary>Collects the exact terms of a list: each once, of each kind at most <see cref="ListTerms.Most"/>; of more, those that are added first.</summary>
internal sealed class HeadTerms
{
    private readonly HashSet<string> terms = [];
    private readonly Dictionary<string, int> left = [];

    public void Add(string kind, string? value)
    {
        var room = left.TryGetValue(kind, out var known) ? known : ListTerms.Most(kind);
        if (value is null || room == 0 || ListTerms.Of(kind, FreightKeys.Term(kind, Clean(value))) is not { } term || !terms.Add(term)) return;
        left[kind] = room - 1;
    }

    /// <summary>Each of the numbers in a field.</summary>
    public void AddEach(string kind, string? field)
    {
        foreach (var number in References.Numbers(field)) Add(kind, number);
    }

    /// <summary>What somebody should look at: by its kind, and apart from that (<c>acknowledged:kind</c>) what somebody has looked at.</summary>
    public void AddAttention(IEnumerable<AttentionView> attention)
    {
        foreach (var view in attention) Add(ListTerms.Attention, view.AcknowledgedAt is null ? view.Kind : $"{ListTerms.Acknowledged}{view.Kind}");
    }

    /// <summary>All companies with a part in it, by name and by id; names first.</summary>
    public void AddParties(EntityState state)
    {
        var parties = Parties.All(state);
        foreach (var party in parties) Add(ListTerms.Party, party.Name);
        foreach (var party in parties) Add(ListTerms.Party, party.Id);
    }

    /// <summary>In ordinal order.</summary>
    public IReadOnlyList<string> ToList()
    {
        var ordered = terms.ToArray();
        Array.Sort(ordered, StringComparer.Ordinal);
        return ordered;
    }

    /// <summary>No store keeps U+0000, and no one asks for a control character.</summary>
    private static string Clean(string value)
    {
        var text = Rows.Wellformed(value);
        foreach (var c in text)
        {
            if (char.IsControl(c)) return new string([.. text.Select(static c => char.IsControl(c) ? ' ' : c)]);
        }

        return text;
    }
}
