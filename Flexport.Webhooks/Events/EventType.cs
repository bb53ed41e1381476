namespace Flexport.Webhooks.Events;

/// <summary>An entry of the catalogue.</summary>
/// <param name="Name">The canonical name: <c>departed</c>, <c>/shipment_leg#arrived</c>.</param>
/// <param name="Effect">What the type itself says, beside the objects that the event carries.</param>
/// <param name="DisplayName">For pages and messages, in English.</param>
/// <param name="Meaning">One short sentence.</param>
/// <param name="Dialect">Which dialect speaks of it.</param>
/// <param name="Alias">Another documented spelling, which no rule makes of the name: <c>booking.confirmed</c>.</param>
public sealed record EventType(string Name, EventCategory Category, EventEffect Effect, string DisplayName, string Meaning, Dialect Dialect, string? Alias = null);
