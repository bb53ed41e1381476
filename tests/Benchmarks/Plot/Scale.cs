namespace Benchmarks.Plot;

/// <summary>Where values stand on an axis, and which of them are written beside it.</summary>
internal sealed class Scale
{
    private readonly double least;
    private readonly double most;
    private readonly bool isLog;

    private Scale(double least, double most, bool isLog, IReadOnlyList<double> marks) => (this.least, this.most, this.isLog, Marks) = (least, most, isLog, marks);

    public IReadOnlyList<double> Marks { get; }

    /// <summary>Whole powers of ten around the values; what is not above 0 stands at the lowest.</summary>
    public static Scale Log(IEnumerable<double> values)
    {
        var positive = values.Where(static value => value > 0).DefaultIfEmpty(1).ToList();
        const double tolerance = 1e-9;
        var (first, last) = ((int)Math.Floor(Math.Log10(positive.Min()) + tolerance), (int)Math.Ceiling(Math.Log10(positive.Max()) - tolerance));
        if (last <= first) last = first + 1;
        return new Scale(first, last, isLog: true, [.. Enumerable.Range(first, last - first + 1).Select(static power => Math.Pow(10, power))]);
    }

    /// <summary>From 0 to above the largest value, in some five steps that are easy to read.</summary>
    public static Scale Linear(IEnumerable<double> values)
    {
        const int steps = 5;
        const double room = 1.1;
        var largest = Math.Max(values.DefaultIfEmpty(1).Max() * room, double.Epsilon);
        var power = Math.Pow(10, Math.Floor(Math.Log10(largest / steps)));
        var step = power * new double[] { 1, 2, 5, 10 }.First(one => one * power * steps >= largest);
        var count = (int)Math.Ceiling(largest / step);
        return new Scale(0, count * step, isLog: false, [.. Enumerable.Range(0, count + 1).Select(i => i * step)]);
    }

    /// <summary>0 at the beginning of the axis, 1 at its end.</summary>
    public double Place(double value)
    {
        var at = !isLog ? value : value > 0 ? Math.Log10(value) : least;
        return (at - least) / (most - least);
    }
}
