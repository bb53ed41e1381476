using System.Text.Json.Nodes;

namespace Simulator.Worlds.Model;

/// <summary>What is known of a purchase order.</summary>
internal sealed class ToldOrder(string id)
{
    public string Id => id;
    public string? Number { get; set; }

    /// <summary>Null: not said, and not compared.</summary>
    public string? Status { get; set; }

    public DateTimeOffset? Created { get; set; }
    public DateTimeOffset? Changed { get; set; }
    public DateTimeOffset? Archived { get; set; }
    public DateTimeOffset? Acknowledged { get; set; }
    public string? Buyer { get; set; }
    public string? Seller { get; set; }
    public string? Incoterm { get; set; }
    public string? Mode { get; set; }
    public string? CargoReadyDate { get; set; }
    public string? MustArriveDate { get; set; }
    public Place? Origin { get; set; }
    public Place? Destination { get; set; }

    public ExpectedEntity Expected()
    {
        var order = new JsonObject
        {
            ["id"] = id,
            ["number"] = Number,
            ["createdAt"] = Answer.Time(Created),
            ["changedAt"] = Answer.Time(Changed),
            ["archivedAt"] = Answer.Time(Archived),
            ["acknowledgedAt"] = Answer.Time(Acknowledged),
            ["buyer"] = Buyer,
            ["seller"] = Seller,
            ["incoterm"] = Incoterm,
            ["transportationMode"] = Mode,
            ["cargoReadyDate"] = CargoReadyDate,
            ["mustArriveDate"] = MustArriveDate,
            ["origin"] = Answer.Location(Origin),
            ["destination"] = Answer.Location(Destination),
        };
        if (Status is not null) order["status"] = Status;
        return new ExpectedEntity($"purchase-orders/{id}", order);
    }
}
