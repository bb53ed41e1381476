using System.Text;
using Flexport.Webhooks.Events;
using Grains.Interfaces.Entities;

namespace Api.Queries;

/// <summary>The parameters of lists, and what they ask for. Each kind of entity has its own; any other is refused, for a misspelt filter would list everything.</summary>
internal static class ListFilters
{
    private const int Longest = 200;

    private static readonly string[] OfAll = ["source", "q", "updatedSince", "limit", "cursor"];
    private static readonly string[] OfPaging = ["source", "limit", "cursor"];
    private static readonly string[] OfShipments =
        ["flex", "container", "bill", "po", "name", "party", "booking", "attention", "mode", "status", "phase", "archived", "departsFrom", "departsBefore", "arrivesFrom", "arrivesBefore"];
    private static readonly string[] OfPurchaseOrders = ["po", "party", "attention", "mode", "status", "arrivesFrom", "arrivesBefore"];
    private static readonly string[] OfInvoices = ["shipment", "party", "attention", "status", "dueFrom", "dueBefore"];

    /// <summary>The names that a list of this kind knows.</summary>
    public static IReadOnlyList<string> Of(EntityKind kind) => kind switch
    {
        EntityKind.Shipment => [.. OfShipments, .. OfAll],
        EntityKind.PurchaseOrder => [.. OfPurchaseOrders, .. OfAll],
        EntityKind.Invoice => [.. OfInvoices, .. OfAll],
        _ => OfAll,
    };

    /// <summary>What is asked; look at <see cref="QueryParameters.Bad"/> before it is used.</summary>
    public static EntityQuery Read(EntityKind kind, QueryParameters parameters)
    {
        var known = Of(kind);
        parameters.RejectOthers(known);
        // A filter of blanks asks for nothing, and must not list everything.
        parameters.RejectBlank(known.Except(OfPaging));
        var (arrivesFrom, arrivesBefore) = kind == EntityKind.Invoice ? ("dueFrom", "dueBefore") : ("arrivesFrom", "arrivesBefore");
        var (status, archived) = (Text("status", EntityQuery.LongestStatus)?.ToLowerInvariant(), Flag("archived"));
        string?[] terms =
        [
            Term("container", ListTerms.Container),
            Term("bill", ListTerms.BillOfLading),
            Term("po", ListTerms.PurchaseOrder),
            Term("party", ListTerms.Party),
            Term("booking", ListTerms.Booking),
            Term("attention", ListTerms.Attention),
            Term("shipment", ListTerms.Shipment),
            Term("phase", ListTerms.Phase),
            status is null && archived is { } put ? ListTerms.Of(ListTerms.Archived, put ? "true" : "false") : null,
        ];
        var asked = terms.OfType<string>().ToArray();
        return new EntityQuery(
            parameters.Source,
            kind,
            // Those that were put away are left out of lists by status, unless they are asked for.
            status is not null && archived == true ? ListTerms.StatusOfArchived(status) : status,
            Words("q", FreightKeys.Search),
            parameters.Instant("updatedSince"),
            parameters.Limit,
            parameters.Cursor,
            Text("mode")?.ToLowerInvariant(),
            asked.Length == 0 ? null : asked,
            LocalTime("departsFrom"),
            LocalTime("departsBefore"),
            LocalTime(arrivesFrom),
            LocalTime(arrivesBefore),
            Words("name", FreightKeys.Name),
            Text("flex") is { } flex ? EntityIds.Normalise(kind, flex) : null);

        string? Text(string name, int longest = Longest) =>
            known.Contains(name) && parameters.Text(name, longest)?.Trim() is { Length: > 0 } text ? text : null;

        string? Words(string name, Func<string, string> form)
        {
            if (Text(name) is not { } written) return null;
            var text = form(written);
            if (IsIndexed(text)) return text;
            parameters.Reject(name, $"{name} needs three letters or digits in a row, or two characters of which one is not ASCII.");
            return null;
        }

        bool? Flag(string name)
        {
            var text = Text(name)?.ToLowerInvariant();
            if (text is not (null or "true" or "false")) parameters.Reject(name, $"{name} is true or false.");
            return text is null ? null : text == "true";
        }

        string? Term(string name, string kind)
        {
            if (Text(name) is not { } value) return null;
            if (ListTerms.Of(kind, FreightKeys.Term(kind, value)) is { } term) return term;
            parameters.Reject(name, $"{name} is blank.");
            return null;
        }

        DateTimeOffset? LocalTime(string name) => known.Contains(name) ? parameters.LocalTime(name) : null;
    }
    /// <summary>Whether an index has any of it: three ASCII letters or digits in a row, or two characters of which one is not ASCII, as names in Chinese are.</summary>
    private static bool IsIndexed(string text)
    {
        if (!Ascii.IsValid(text)) return text.EnumerateRunes().Skip(1).Any();
        var inARow = 0;
        foreach (var c in text)
        {
            inARow = char.IsAsciiLetterOrDigit(c) ? inARow + 1 : 0;
            if (inARow == 3) return true;
        }

        return false;
    }
}
