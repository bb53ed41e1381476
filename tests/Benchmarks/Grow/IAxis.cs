namespace Benchmarks.Grow;

/// <summary>Something that grows, and what is measured while it does.</summary>
internal interface IAxis
{
    /// <summary>On the command line and in the page's marks.</summary>
    string Name { get; }

    /// <summary>What the points count.</summary>
    string What { get; }

    IReadOnlyList<int> Points { get; }

    /// <summary>Measures at each point.</summary>
    Task<AxisReport> Run(IReadOnlyList<int> points, GrowTerms terms);
}
