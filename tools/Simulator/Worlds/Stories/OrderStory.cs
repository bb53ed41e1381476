using System.Text.Json.Nodes;
using Simulator.Worlds.Bodies;
using Simulator.Worlds.Model;
using Simulator.Worlds.Objects;

namespace Simulator.Worlds.Stories;

/// <summary>A purchase order, in either dialect.</summary>
internal sealed class OrderStory : Story
{
    private readonly OrderObject order;
    private readonly DateTimeOffset made;

    public OrderStory(Chance chance, Ids ids, DateTimeOffset made, bool named)
        : base(chance, ids)
    {
        this.made = made;
        var ready = DateOnly.FromDateTime(made.UtcDateTime).AddDays(chance.Number(10, 40));
        order = new OrderObject
        {
            Id = ids.Order(),
            Name = $"PO-{chance.Number(10_000, 99_999)}",
            Buyer = chance.One(Companies.Buyers),
            Seller = chance.One(Companies.Sellers),
            Incoterm = chance.One(["FOB", "EXW", "FCA"]),
            Origin = chance.One(Places.LoadingPorts),
            Destination = chance.One(Places.UnloadingPorts),
            CargoReadyDate = ready,
            MustArriveDate = ready.AddDays(chance.Number(30, 60)),
            CreatedAt = made,
            UpdatedAt = made,
        };
        if (named) TellNamed();
        else TellWhole();
    }

    public string Name => order.Name;

    public WorldObject Object() => new(Path, order.ToJson());

    /// <summary>It is changed once more.</summary>
    public override void AddSpare() => Update(made.AddHours(Chance.Number(2, 400)));

    private string Path => $"purchase_orders/{Text.Number(order.Id)}";

    private void TellWhole()
    {
        Record(made.AddMinutes(1), made, m => Tell(m, "/purchase_order#created"), first: true);
        for (var i = Chance.Number(0, 3); i > 0; i--) AddSpare();
        if (Chance.Is(0.5)) Happen(made.AddHours(Chance.Number(5, 90)), m =>
        {
            Tell(m, "/purchase_order#acknowledged");
            Told(m).Acknowledged = m.OccurredAt;
        });
        if (Chance.Is(0.25)) Happen(made.AddDays(Chance.Number(30, 80)), m =>
        {
            (order.ArchivedAt, order.Status) = (m.OccurredAt, Chance.Is(0.2) ? "cancelled" : "closed");
            Tell(m, "/purchase_order#archived");
        });
    }

    private void Update(DateTimeOffset at) => Record(at, at.AddMinutes(-3), m =>
    {
        order.CargoReadyDate = order.CargoReadyDate.AddDays(Chance.Number(-2, 5));
        order.Mode = Chance.Is(0.2) ? "air" : "ocean";
        Tell(m, "/purchase_order#updated");
        Told(m).Changed = m.OccurredAt;
    }, spare: true);

    private void Tell(Moment m, string type)
    {
        order.UpdatedAt = m.RecordedAt.AddMilliseconds(-700);
        m.Send(type, Path.Replace('_', '-'), new JsonObject { ["_object"] = "/purchase_order_event_data", ["resource"] = order.ToJson() });
        var told = Told(m);
        (told.Number, told.Status, told.Created, told.Archived) = (order.Name, order.Status, order.CreatedAt, order.ArchivedAt);
        (told.Buyer, told.Seller, told.Incoterm, told.Mode) = (order.Buyer.Name, order.Seller.Name, order.Incoterm, order.Mode);
        (told.CargoReadyDate, told.MustArriveDate) = (Text.Day(order.CargoReadyDate), Text.Day(order.MustArriveDate));
        (told.Origin, told.Destination) = (order.Origin, order.Destination);
    }

    private void TellNamed()
    {
        Record(made.AddMinutes(1), made, m => Told(m).Created = TellNamed(m, ["purchase_order.created", "po_created", "purchase_order.po_created"]), first: true);
        if (Chance.Is(0.6)) Happen(made.AddHours(Chance.Number(5, 90)), m =>
        {
            order.CargoReadyDate = order.CargoReadyDate.AddDays(2);
            Told(m).Changed = TellNamed(m, ["purchase_order.updated", "po_updated"]);
        });
        if (Chance.Is(0.3)) Happen(made.AddDays(Chance.Number(30, 80)), m => Told(m).Archived = TellNamed(m, ["purchase_order.archived", "po_archived"]));
    }

    private DateTimeOffset TellNamed(Moment m, IReadOnlyList<string> spellings)
    {
        var data = new JsonObject
        {
            [Chance.Is(0.5) ? "po_id" : "purchase_order_id"] = Chance.Is(0.5) ? order.Id : Text.Number(order.Id),
            ["occurred_at"] = Text.Utc(m.OccurredAt),
            ["po_number"] = order.Name,
            ["buyer"] = order.Buyer.Name,
            ["seller"] = new JsonObject { ["name"] = order.Seller.Name },
            ["cargo_ready_date"] = Text.Day(order.CargoReadyDate),
        };
        m.SendNamed(Chance.One(spellings), Path.Replace('_', '-'), data, Chance.Is(0.85));
        var told = Told(m);
        (told.Number, told.Buyer, told.Seller, told.CargoReadyDate) = (order.Name, order.Buyer.Name, order.Seller.Name, Text.Day(order.CargoReadyDate));
        return m.OccurredAt;
    }

    private ToldOrder Told(Moment m) => m.Account.Order(Text.Number(order.Id));
}
