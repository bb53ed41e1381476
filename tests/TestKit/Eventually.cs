using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace TestKit;

/// <summary>Waits for what is promised to become true, by looking again and again.</summary>
public static class Eventually
{
    /// <summary>How long anything may take before it counts as hanging: no promise, and far longer than a busy machine needs.</summary>
    public static readonly TimeSpan Hanging = TimeSpan.FromMinutes(4);

    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(50);

    /// <summary>Reads until the condition holds, and returns what was read then.</summary>
    /// <exception cref="TimeoutException">It hangs; the message tells what was read last.</exception>
    public static async Task<T> Reads<T>(
        Func<Task<T>> read,
        Func<T, bool> condition,
        [CallerArgumentExpression(nameof(condition))] string? expected = null)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            var value = await read();
            if (condition(value)) return value;
            if (clock.Elapsed > Hanging) throw new TimeoutException($"After {Hanging.TotalSeconds:0} s still not: {expected}. Last seen: {value}");
            await Task.Delay(LookAgain);
        }
    }

    /// <summary>Waits until the condition holds.</summary>
    /// <exception cref="TimeoutException">It hangs.</exception>
    public static Task Holds(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string? expected = null) =>
        Reads(() => Task.FromResult(condition()), holds => holds, expected);
}
