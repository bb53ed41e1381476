using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Grains.Domain.Relays;

namespace Grains.Domain.Shipments;

/// <summary>Finds the containers among the parts of a state: which parts are one container, and on which legs it is.</summary>
internal static class ContainerJoin
{
    /// <summary>In the order of their ids. Made anew only when an event touches a container, a leg or what the shipment itself says of its containers.</summary>
    public static IReadOnlyList<ContainerBox> All(EntityState state, IReadOnlyList<Leg>? legs)
    {
        var containers = state.Parts.Of(Part.Container);
        // What counts of events that pass by depends on much else.
        if (state.Parts.Of(Part.Passing).Count > 0 || containers.Count == 0) return Make(state, legs);
        return containers.Derive<Fleet>(fleet => fleet.IsOf(state), () => new Fleet(state, Make(state, legs))).Boxes;
    }

    private static List<ContainerBox> Make(EntityState state, IReadOnlyList<Leg>? legs)
    {
        List<Found>? found = null;
        Dictionary<string, Found>? byIdentity = null;
        List<(string Container, string Leg, PartFacts Facts)>? onLegs = null;
        foreach (var (key, facts) in PassingContainers.Counted(state))
        {
            if (key.Part == Part.ContainerLeg) Add(ref onLegs, key, facts);
            if (key.Part != Part.Container) continue;
            found ??= [];
            // Flexport's id is what lasts: a number may be corrected, and the number that was recorded last names all that was said under any.
            var identity = facts.Text(Aspect.Identity) ?? (facts.Text(Aspect.Number) is null ? key.Id : null);
            if (identity is not null && (byIdentity ??= []).TryGetValue(identity, out var same))
            {
                same.Join(key.Id, facts);
                continue;
            }

            var box = new Found(key.Id, facts);
            found.Add(box);
            if (identity is not null) byIdentity![identity] = box;
        }

        if (found is null) return [];
        var carriage = new ContainerCarriage(legs ?? LegsOf(state), Assign(found, onLegs));
        found.Sort(static (left, right) => PartKey.CompareIds(left.Id, right.Id));
        var whole = ContainerBox.Whole.Of(state.Whole);
        var onNone = new ContainerRoute(carriage, null);
        var gateOut = onNone.GateOut;
        var boxes = new List<ContainerBox>(found.Count);
        foreach (var one in found)
        {
            // Of one that is on no leg of its own nothing but this follows from the legs.
            if (one.OnLegs is null && one.Parts.Count == 1)
            {
                if (one.Facts.Derived is not ContainerBox box || !box.IsStill(one.Id, gateOut, whole)) one.Facts.Derived = box = new ContainerBox(one.Id, one.Parts, one.Facts, onNone, whole);
                boxes.Add(box);
            }
            else
            {
                boxes.Add(new ContainerBox(one.Id, one.Parts, one.Facts, new ContainerRoute(carriage, one.OnLegs), whole));
            }
        }

        return boxes;
    }

    private static void Add(ref List<(string Container, string Leg, PartFacts Facts)>? onLegs, PartKey key, PartFacts facts)
    {
        var (container, leg) = ContainerLegs.Split(key.Id);
        (onLegs ??= []).Add((container, leg, facts));
    }

    /// <summary>Gives each container what was said of it by leg; the legs that any of it is about.</summary>
    private static HashSet<string> Assign(List<Found> found, List<(string Container, string Leg, PartFacts Facts)>? onLegs)
    {
        var assigned = new HashSet<string>(StringComparer.Ordinal);
        if (onLegs is null) return assigned;
        var byPart = new Dictionary<string, Found>(StringComparer.Ordinal);
        foreach (var box in found)
        {
            foreach (var part in box.Parts) byPart[part] = box;
        }

        foreach (var (container, leg, facts) in onLegs)
        {
            assigned.Add(leg);
            if (!byPart.TryGetValue(container, out var box)) continue;
            box.OnLegs ??= new Dictionary<string, PartFacts>(StringComparer.Ordinal);
            box.OnLegs[leg] = box.OnLegs.TryGetValue(leg, out var before) ? before.Join(facts) : facts;
        }

        return assigned;
    }

    private static List<Leg> LegsOf(EntityState state)
    {
        var legs = new List<Leg>();
        foreach (var (key, facts) in state.Parts.Of(Part.Leg)) legs.Add(Leg.Of(key.Id, facts));
        legs.Sort(Leg.ByTravel);
        return legs;
    }

    /// <summary>Containers, and all else that they follow from.</summary>
    private sealed class Fleet(EntityState state, IReadOnlyList<ContainerBox> boxes)
    {
        private readonly PartBucket legs = state.Parts.Of(Part.Leg);
        private readonly PartBucket onLegs = state.Parts.Of(Part.ContainerLeg);
        private readonly ContainerBox.Whole whole = ContainerBox.Whole.Of(state.Whole);

        public IReadOnlyList<ContainerBox> Boxes { get; } = boxes;

        public bool IsOf(EntityState now) =>
            ReferenceEquals(now.Parts.Of(Part.Leg), legs) && ReferenceEquals(now.Parts.Of(Part.ContainerLeg), onLegs) && ContainerBox.Whole.Of(now.Whole) == whole;
    }

    private sealed class Found(string id, PartFacts facts)
    {
        public string Id { get; private set; } = id;

        public PartFacts Facts { get; private set; } = facts;

        public List<string> Parts { get; } = [id];

        public Dictionary<string, PartFacts>? OnLegs { get; set; }

        public void Join(string part, PartFacts said)
        {
            Facts = Facts.Join(said);
            Id = Containers.Painted(Facts.Text(Aspect.Number)) ?? part;
            Parts.Add(part);
        }
    }
}
