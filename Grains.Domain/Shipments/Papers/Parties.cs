using System.Text.Json;
using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Grains.Interfaces.Shipments;

namespace Grains.Domain.Shipments.Papers;

/// <summary>
/// Companies with a part in something. All companies of one role are one value, in the order of Flexport's list, so that a shorter list
/// takes the others away: <c>id, name, ref</c> of the first, then of the next, an empty text for what is not said.
/// </summary>
internal static class Parties
{
    private const int Fields = 3;
    private const int MostOfARole = 100;

    private static readonly (string Role, string Field)[] OfShipments =
    [
        ("shipper", "shippers"),
        ("consignee", "consignees"),
        ("buyer", "buyers"),
        ("seller", "sellers"),
        ("importer_of_record", "importers_of_record"),
    ];

    /// <summary>The lists of a full shipment.</summary>
    public static void Read(Saying saying, JsonElement shipment, DateTimeOffset? stamp)
    {
        foreach (var (role, field) in OfShipments)
        {
            var about = saying.About(Part.Party, role, shipment, Nulls.Withdraw, stamp);
            about.Withdraw(Aspect.Values, field);
            if (!shipment.TryGet(field, out var list) || list.ValueKind != JsonValueKind.Array) continue;
            List<string>? words = null;
            foreach (var company in list.First(MostOfARole)) Add(words ??= new List<string>(Fields), company);
            about.Say(Aspect.Values, new FactValue.Words(words ?? (IReadOnlyList<string>)[]));
        }
    }

    /// <summary>The one company that has a role in an order or invoice: an object, or its bare name. The name is a value of its own as well.</summary>
    public static void ReadOne(Saying saying, JsonElement source, Nulls nulls, DateTimeOffset? stamp, string role, Aspect name)
    {
        saying.About(Part.Whole, "", source, nulls, stamp).Party(name, role, $"{role}_name");
        var about = saying.About(Part.Party, role, source, nulls, stamp);
        about.Withdraw(Aspect.Values, role);
        var words = new List<string>();
        if (source.TryGetAny([role, $"{role}_name"], out var company)) Add(words, company);
        if (words.Count > 0) about.Say(Aspect.Values, new FactValue.Words(words));
    }

    /// <summary>Those of a shipment, in the order of <see cref="OfShipments"/>.</summary>
    public static IReadOnlyList<PartyView> View(EntityState state)
    {
        List<PartyView>? views = null;
        foreach (var (role, _) in OfShipments)
        {
            if (state.Parts.TryGetValue(new PartKey(Part.Party, role), out var facts)) Add(ref views, role, facts);
        }

        return views ?? [];
    }

    /// <summary>The companies of every role, for finding.</summary>
    public static IReadOnlyList<PartyView> All(EntityState state)
    {
        List<PartyView>? views = null;
        foreach (var (key, facts) in state.Parts.Of(Part.Party)) Add(ref views, key.Id, facts);
        return views ?? (IReadOnlyList<PartyView>)[];
    }

    private static void Add(ref List<PartyView>? views, string role, PartFacts facts)
    {
        var words = facts.Words(Aspect.Values);
        for (var i = 0; i + Fields <= words.Count; i += Fields)
            (views ??= []).Add(new PartyView(role, NullIfEmpty(words[i]), NullIfEmpty(words[i + 1]), NullIfEmpty(words[i + 2])));
    }

    private static void Add(List<string> words, JsonElement company)
    {
        var id = company.Id("id");
        var name = company.AsText() ?? company.Text("name");
        var reference = company.Text("ref");
        if (id is null && name is null && reference is null) return;
        words.Add(id ?? "");
        words.Add(name ?? "");
        words.Add(reference ?? "");
    }

    private static string? NullIfEmpty(string word) => word.Length == 0 ? null : word;
}
