using System.Globalization;
using System.Text.Json;
using Grains.Domain.Announcements;
using Grains.Domain.Entities;
using Grains.Domain.Facts;

namespace Grains.Domain.Shipments;

/// <summary>
/// What is announced of containers and of the last way: the last free day, that a container can be picked up, when delivery is agreed. Only what the event
/// may have changed is looked at.
/// </summary>
internal static class FreeTimeNews
{
    private const string Scheduled = "scheduled";
    private const string InstantFormat = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz";

    /// <param name="before">The state before the event.</param>
    public static IEnumerable<Standing> Of(EntityState before, EntityState state, VoyageProgress voyage, AcceptedEvent accepted)
    {
        var touched = new Touched(before, voyage, accepted.Facts);
        return touched.Nothing ? [] : Each(touched, state, voyage, accepted);
    }

    /// <summary>The earliest last free day of the containers that are still to be picked up; null when none is known.</summary>
    public static (DateOnly Day, string Container)? Next(VoyageProgress voyage)
    {
        (DateOnly Day, string Container)? next = null;
        foreach (var box in voyage.Containers)
        {
            if (box.IsOver || box.GatedOut is not null || box.LastFreeDay(voyage.TerminalZone) is not { } day) continue;
            if (next is null || day < next.Value.Day) next = (day, box.Name);
        }

        return next;
    }

    private static IEnumerable<Standing> Each(Touched touched, EntityState state, VoyageProgress voyage, AcceptedEvent accepted)
    {
        foreach (var box in voyage.Containers)
        {
            if (!touched.Has(box)) continue;
            foreach (var standing in OfContainer(box, state, voyage, accepted)) yield return standing;
        }

        foreach (var leg in voyage.Legs)
        {
            if (touched.HasLeg(leg.Id)) yield return OfLeg(leg, state, voyage, accepted);
        }
    }

    private static IEnumerable<Standing> OfContainer(ContainerBox box, EntityState state, VoyageProgress voyage, AcceptedEvent accepted)
    {
        // Of what is over people hear what changes, and nothing new.
        var waits = !box.IsOver && box.GatedOut is null && voyage.Reached(Milestone.Delivered) is null;
        var lastFreeDay = Rows.DayText(box.LastFreeDay(voyage.TerminalZone));
        foreach (var thing in Things("free_time:last_free_day:", box, state))
            yield return new Standing(thing, lastFreeDay, accepted.RecordedAt, waits, (writer, said) => Write(writer, box, said, lastFreeDay, voyage));
        var available = Text(box.Available);
        foreach (var thing in Things("free_time:available:", box, state))
            yield return new Standing(thing, AsSaid(state, thing, available), accepted.RecordedAt, waits, (writer, said) => Write(writer, box, said, available, voyage));
        var (appointment, at) = Agreed(box.Appointment, box.HasAppointment);
        foreach (var thing in Things("appointment:container:", box, state))
        {
            yield return new Standing(thing, AsSaid(state, thing, appointment), accepted.RecordedAt, !box.IsOver && box.Delivered is null, (writer, said) =>
            {
                writer.Text("container", box.Name);
                writer.Text("from", Known(said));
                writer.Text("to", at);
            });
        }
    }

    private static Standing OfLeg(Leg leg, EntityState state, VoyageProgress voyage, AcceptedEvent accepted)
    {
        var thing = "appointment:leg:" + leg.Id;
        var (appointment, at) = leg.Deleted ? (null, null) : Agreed(leg.Facts.Instant(Aspect.Appointment), leg.Facts.Instant(Aspect.AppointmentScheduled) is not null);
        return new Standing(thing, AsSaid(state, thing, appointment), accepted.RecordedAt, voyage.Reached(Milestone.Delivered) is null, (writer, said) =>
        {
            writer.Text("leg", leg.Id);
            writer.Text("from", Known(said));
            writer.Text("to", at);
            writer.Place(leg.Destination);
        });
    }

    private static void Write(Utf8JsonWriter writer, ContainerBox box, string? said, string? now, VoyageProgress voyage)
    {
        writer.Text("container", box.Name);
        writer.Text("from", said);
        writer.Text("to", now);
        writer.Place(voyage.Destination, voyage.TerminalZone);
    }

    /// <summary>A container that became known by another name since is still announced by the one that people were told.</summary>
    private static List<string> Things(string topic, ContainerBox box, EntityState state)
    {
        List<string> told = [];
        foreach (var part in box.Parts) AddTold(told, topic + part, state);
        AddTold(told, topic + box.Name, state);
        AddTold(told, topic + box.Id, state);
        return told.Count > 0 ? told : [topic + box.Name];
    }

    private static void AddTold(List<string> told, string thing, EntityState state)
    {
        if (!told.Contains(thing) && state.Announced.ContainsKey(thing)) told.Add(thing);
    }

    /// <summary>What was agreed as text to compare, and its time; that there is an appointment may be all that is known.</summary>
    private static (string? Value, string? At) Agreed(DateTimeOffset? at, bool any)
    {
        var text = at is { } known ? Text(known) : null;
        return (text ?? (any ? Scheduled : null), text);
    }

    private static string? Known(string? said) => said == Scheduled ? null : said;

    private static string? Text(FactValue? value) => value switch
    {
        FactValue.Instant instant => Text(instant.Value),
        FactValue.Day day => Rows.DayText(day.Value),
        _ => null,
    };

    /// <summary>With the offset of the place: a midnight there is that day.</summary>
    private static string Text(DateTimeOffset instant) => instant.ToString(InstantFormat, CultureInfo.InvariantCulture);

    /// <summary>What was announced, where it means the same instant: another offset is no news.</summary>
    private static string? AsSaid(EntityState state, string thing, string? now) =>
        state.Announced.GetValueOrDefault(thing)?.Value is { } said && Instant(said) is { } before && Instant(now) == before ? said : now;

    private static DateTimeOffset? Instant(string? text) =>
        DateTimeOffset.TryParseExact(text, InstantFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant) ? instant : null;

    /// <summary>What an event may have changed of containers and legs.</summary>
    private sealed class Touched
    {
        private readonly HashSet<string>? containers;
        private readonly HashSet<string>? legs;
        private readonly bool all;

        public Touched(EntityState before, VoyageProgress voyage, IReadOnlyList<Fact> facts)
        {
            for (var i = 0; i < facts.Count; i++)
            {
                var fact = facts[i];
                var about = fact.About;
                if (about.Part == Part.Leg)
                {
                    (legs ??= new HashSet<string>(StringComparer.Ordinal)).Add(PartKey.Of(Part.Leg, about.PartId).Id);
                    // A leg that is gone may have taken all containers out of the port.
                    all |= about.Aspect == Aspect.DeletedAt && Changes(before, fact, Part.Leg);
                }
                else if (about.Part == Part.ContainerLeg) (containers ??= new HashSet<string>(StringComparer.Ordinal)).Add(ContainerLegs.Split(PartKey.Of(Part.ContainerLeg, about.PartId).Id).Container);
                else if (about.Part == Part.Container)
                {
                    (containers ??= new HashSet<string>(StringComparer.Ordinal)).Add(PartKey.Of(Part.Container, about.PartId).Id);
                    all |= Renames(before, fact);
                }
            }

            // A day is that of the terminal, which is the voyage's where a container has none of its own.
            all |= voyage.Containers.Count > 0 && VoyageProgress.Of(before).TerminalZone != voyage.TerminalZone;
        }

        public bool Nothing => !all && containers is null && legs is null;

        public bool Has(ContainerBox box)
        {
            if (all) return true;
            foreach (var part in box.Parts)
            {
                if (containers?.Contains(part) == true) return true;
            }

            if (legs is null) return false;
            foreach (var leg in legs)
            {
                if (box.WasOn(leg)) return true;
            }

            return false;
        }

        public bool HasLeg(string leg) => legs?.Contains(leg) == true;

        /// <summary>What was said under a name may belong to another container from now on.</summary>
        private static bool Renames(EntityState before, Fact fact) =>
            fact.About.Aspect is Aspect.Identity or Aspect.Number
            && before.Parts.TryGetValue(PartKey.Of(Part.Container, fact.About.PartId), out var known)
            && known[fact.About.Aspect] is { } register
            && !Equals(register.Value, fact.Value);

        /// <summary>Objects are sent whole: most of what they say of a part was known.</summary>
        private static bool Changes(EntityState before, Fact fact, Part part) =>
            !Equals(before.Parts.GetValueOrDefault(PartKey.Of(part, fact.About.PartId), PartFacts.Empty)[fact.About.Aspect]?.Value, fact.Value);
    }
}
