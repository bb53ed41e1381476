using Grains.Interfaces.Entities;
using Grains.Interfaces.Notifications;

namespace Api.Queries;

/// <summary>The parameters of the list of notifications. Any other is refused, for a misspelt filter would list everything.</summary>
internal static class NotificationFilters
{
    private const int LongestId = 200;

    private static readonly string[] OfPaging = ["source", "limit", "cursor"];
    private static readonly string[] Filters = ["state", "shipment", "invoice", "purchaseOrder", "since", "before"];

    private static readonly (string Name, EntityKind Kind)[] Entities =
        [("shipment", EntityKind.Shipment), ("invoice", EntityKind.Invoice), ("purchaseOrder", EntityKind.PurchaseOrder)];

    /// <summary>What is asked; look at <see cref="QueryParameters.Bad"/> before it is used.</summary>
    public static NotificationQuery Read(QueryParameters parameters)
    {
        parameters.RejectOthers([.. Filters, .. OfPaging]);
        // A filter of blanks asks for nothing, and must not list everything.
        parameters.RejectBlank(Filters);
        return new NotificationQuery(
            parameters.Source,
            State(parameters),
            Key(parameters),
            parameters.Instant("since"),
            parameters.Instant("before"),
            parameters.Limit,
            parameters.Cursor);
    }

    private static string? State(QueryParameters parameters)
    {
        var state = parameters.Text("state", 16)?.Trim().ToLowerInvariant();
        if (state is not null && !NotificationStates.All.Contains(state)) parameters.Reject("state", $"state is one of {string.Join(", ", NotificationStates.All)}.");
        return state;
    }

    /// <summary>The entity that is asked for, by one parameter at most: nothing is about two.</summary>
    private static EntityKey? Key(QueryParameters parameters)
    {
        EntityKey? key = null;
        foreach (var (name, kind) in Entities)
        {
            if (parameters.Text(name, LongestId)?.Trim() is not { Length: > 0 } text) continue;
            var id = EntityIds.Normalise(kind, text);
            if (key is not null) parameters.Reject(name, "Only one of shipment, invoice and purchaseOrder can be asked for.");
            else if (!EntityIds.CanExist(id)) parameters.Reject(name, $"{name} is the id of one.");
            else key = new EntityKey(parameters.Source, kind, id);
        }

        return key;
    }
}
