namespace Simulator.Verification;

/// <summary>A field in which the service's answer is not what the world expects.</summary>
/// <param name="Entity">Such as <c>shipments/460723</c>.</param>
/// <param name="Field">Such as <c>legs[1].actuals.departure</c>; empty for the whole answer.</param>
/// <param name="Expected">As JSON, or in words.</param>
/// <param name="Actual">The same.</param>
internal sealed record Difference(string Entity, string Field, string Expected, string Actual)
{
    public override string ToString() => Field.Length == 0
        ? $"{Entity}  expected {Expected}, got {Actual}"
        : $"{Entity}  {Field}  expected {Expected}, got {Actual}";
}
