namespace Api.Health;

/// <summary>Figures that <c>/health/ready</c> shows beside well or not, such as how far a projection is behind. They make nothing unready.</summary>
public interface IHealthDetail
{
    string Name { get; }

    /// <summary>Numbers, texts and instants by name; a number's name has the unit in it, such as <c>lagSeconds</c>.</summary>
    IReadOnlyDictionary<string, object> Read();
}
