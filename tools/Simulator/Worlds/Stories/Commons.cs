using System.Diagnostics.CodeAnalysis;
using Simulator.Worlds.Objects;

namespace Simulator.Worlds.Stories;

/// <summary>What one shipment's story leaves for the next ones to share: a container of small loads, bookings and documents that name no shipment.</summary>
internal sealed class Commons
{
    public Shared<SharedBox> Box { get; } = new();

    /// <summary>A booking of dialect B, with its mode.</summary>
    public Shared<(long Id, string Mode)> Booking { get; } = new();

    /// <summary>A document of dialect B.</summary>
    public Shared<DocumentObject> Document { get; } = new();

    /// <summary>A booking of dialect A.</summary>
    public Shared<string> NamedBooking { get; } = new();
}

/// <summary>A container of small loads, with the voyage that it is on.</summary>
internal sealed record SharedBox(ContainerObject Box, IReadOnlyList<Stage> Voyage);

/// <summary>Something that several shipments have, up to three.</summary>
internal sealed class Shared<T>
{
    private const int Others = 2;
    private T? left;
    private int places;

    public void Leave(T one) => (left, places) = (one, Others);

    /// <returns>False where nothing is left, or nothing that fits.</returns>
    public bool TryTake(Func<T, bool> fits, [MaybeNullWhen(false)] out T taken)
    {
        taken = default;
        if (places == 0 || !fits(left!)) return false;
        taken = left!;
        places--;
        return true;
    }
}
