namespace Grains.Domain.Facts;

/// <summary>Something of an entity that has at most one value at a time, such as leg 7104426's actual arrival.</summary>
/// <param name="Part">The part of the entity.</param>
/// <param name="PartId">Which one of its kind; empty for the entity itself.</param>
/// <param name="Aspect">Which of its values.</param>
public readonly record struct Thing(Part Part, string PartId, Aspect Aspect);
