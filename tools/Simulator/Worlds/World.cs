namespace Simulator.Worlds;

/// <summary>An invented Flexport account: what it sends, what it holds in the end, and what the service must then answer.</summary>
public sealed class World
{
    private World(IReadOnlyList<WorldEvent> events, IReadOnlyList<ExpectedEntity> expected, IReadOnlyList<WorldObject> objects) =>
        (Events, Expected, Objects) = (events, expected, objects);

    /// <summary>In the order of <see cref="WorldEvent.CreatedAt"/>.</summary>
    public IReadOnlyList<WorldEvent> Events { get; }

    public IReadOnlyList<ExpectedEntity> Expected { get; }

    public IReadOnlyList<WorldObject> Objects { get; }

    public static World Make(WorldOptions options) => new([], [], []);
}
