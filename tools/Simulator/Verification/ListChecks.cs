using System.Globalization;
using System.Text.Json.Nodes;
using Simulator.Worlds;

namespace Simulator.Verification;

/// <summary>
/// What lists must find, out of what is expected of the entities: for every n-th entity each filter that finds it, with all that it must find
/// beside it; two filters together; and what nothing has.
/// </summary>
internal static class ListChecks
{
    private static readonly string[] OfShipments = ["container", "bill", "po", "party", "booking", "status", "mode", "name", "flex"];
    private static readonly string[] OfOrders = ["po", "party", "status", "mode"];
    private static readonly string[] OfInvoices = ["shipment", "party", "status"];

    public static IEnumerable<ListCheck> Of(IReadOnlyList<ExpectedEntity> expected, int every)
    {
        if (every == 0) return [];
        return Of("shipments", OfShipments, ShipmentWords).Concat(Of("purchase-orders", OfOrders, OrderWords)).Concat(Of("invoices", OfInvoices, InvoiceWords));

        IEnumerable<ListCheck> Of(string kind, string[] filters, Func<JsonObject, string, IEnumerable<string?>> words) => new OneKind(
            kind, filters, words, [.. expected.Where(entity => entity.Path.StartsWith(kind + "/", StringComparison.Ordinal)).Select(entity => entity.State)]).Checks(every);
    }

    private static IEnumerable<string?> ShipmentWords(JsonObject state, string filter) => filter switch
    {
        "container" => Each(state, "containers", "number").Concat(Each(state, "containers", "id")),
        "bill" => Texts(state["references"], "houseBill", "masterBill", "houseAirWaybill", "masterAirWaybill"),
        "po" => (state["references"]?["purchaseOrders"] as JsonArray ?? []).Select(Text),
        "party" => Each(state, "parties", "name").Concat(Each(state, "parties", "id")),
        "booking" => Each(state, "bookings", "id").Concat(Each(state, "bookings", "name")).Concat(Texts(state["references"], "carrierBooking")),
        // Archived ones are left out of lists of a status.
        "status" => state["archived"]?.GetValue<bool>() == true ? [] : Texts(state, "status"),
        "mode" => Texts(state, "transportationMode"),
        "name" => Texts(state, "name"),
        _ => Texts(state, "id"),
    };

    private static IEnumerable<string?> OrderWords(JsonObject state, string filter) => filter switch
    {
        "po" => Texts(state, "number"),
        "party" => Texts(state, "buyer", "seller"),
        "status" => Texts(state, "status"),
        _ => Texts(state, "transportationMode"),
    };

    private static IEnumerable<string?> InvoiceWords(JsonObject state, string filter) => filter switch
    {
        "shipment" => (state["shipments"] as JsonArray ?? []).Select(Text),
        "party" => Texts(state, "recipient", "issuer"),
        _ => Texts(state, "status"),
    };

    private static IEnumerable<string?> Each(JsonObject state, string list, string field) => (state[list] as JsonArray ?? []).Select(one => Text(one?[field]));

    private static IEnumerable<string?> Texts(JsonNode? of, params string[] fields) => fields.Select(field => Text((of as JsonObject)?[field]));

    private static string? Text(JsonNode? node) => node?.ToString();

    /// <summary>One kind of entity, by the words that its filters find.</summary>
    private sealed class OneKind
    {
        private const string Nothing = "nothing has this";
        private static readonly IReadOnlySet<string> None = new HashSet<string>();
        private readonly string kind;
        private readonly string[] filters;
        private readonly List<(string Id, Dictionary<string, HashSet<string>> Words)> entities = [];
        private readonly HashSet<string> withoutStatus = [];

        public OneKind(string kind, string[] filters, Func<JsonObject, string, IEnumerable<string?>> words, IReadOnlyList<JsonObject> states)
        {
            (this.kind, this.filters) = (kind, filters);
            foreach (var state in states)
            {
                if (Text(state["id"]) is not { } id) continue;
                // Where the contract leaves the status open, any list of a status may have it.
                if (!state.ContainsKey("status")) withoutStatus.Add(id);
                entities.Add((id, filters.ToDictionary(filter => filter, filter => words(state, filter).OfType<string>().Where(word => word.Length > 0).ToHashSet(StringComparer.InvariantCultureIgnoreCase))));
            }
        }

        public IEnumerable<ListCheck> Checks(int every)
        {
            var asked = new HashSet<(string Filter, string Word)>();
            for (var i = 0; i < entities.Count; i += every)
            {
                var words = entities[i].Words;
                foreach (var filter in filters)
                {
                    foreach (var word in words[filter])
                    {
                        if (asked.Add((filter, word.ToUpperInvariant()))) yield return Check(asked.Count, (filter, word));
                    }
                }

                if (words["party"].FirstOrDefault() is { } party && words["status"].FirstOrDefault() is { } status) yield return Check(0, ("party", party), ("status", status));
            }

            foreach (var filter in filters) yield return Check(0, (filter, Nothing));
        }

        private ListCheck Check(int turn, params (string Filter, string Word)[] asked)
        {
            var ids = entities.Where(entity => asked.All(one => Finds(one.Filter, one.Word, entity.Words[one.Filter]))).Select(entity => entity.Id).ToHashSet(StringComparer.Ordinal);
            var open = asked.Any(one => one.Filter == "status") ? withoutStatus : None;
            return new ListCheck($"{kind}?{string.Join('&', asked.Select(one => $"{one.Filter}={Uri.EscapeDataString(Written(one.Filter, one.Word, turn))}"))}", ids, open);
        }

        private static bool Finds(string filter, string word, HashSet<string> words) =>
            filter == "name" ? words.Any(name => name.Contains(word, StringComparison.InvariantCultureIgnoreCase)) : words.Contains(word);

        /// <summary>People write in whatever case; a status and a mode are Flexport's or ours.</summary>
        private static string Written(string filter, string word, int turn) => filter switch
        {
            "status" or "mode" => word,
            "flex" or "shipment" => turn % 2 == 0 || word == Nothing ? word : $"FLEX-{word}",
            _ => (turn % 3) switch { 0 => word, 1 => word.ToUpper(CultureInfo.InvariantCulture), _ => word.ToLower(CultureInfo.InvariantCulture) },
        };
    }
}
