using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace TestKit;

/// <summary>Waits for what is promised to become true, by looking again and again until a deadline.</summary>
public static class Eventually
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(50);

    /// <summary>Reads until the condition holds, and returns what was read then.</summary>
    /// <param name="within">The deadline; 30 seconds unless told.</param>
    /// <exception cref="TimeoutException">It did not become true; the message tells what was read last.</exception>
    public static async Task<T> Reads<T>(
        Func<Task<T>> read,
        Func<T, bool> condition,
        TimeSpan? within = null,
        [CallerArgumentExpression(nameof(condition))] string? expected = null)
    {
        var deadline = within ?? TimeSpan.FromSeconds(30);
        var clock = Stopwatch.StartNew();
        while (true)
        {
            var value = await read();
            if (condition(value)) return value;
            if (clock.Elapsed > deadline) throw new TimeoutException($"After {deadline.TotalSeconds:0} s still not: {expected}. Last seen: {value}");
            await Task.Delay(LookAgain);
        }
    }

    /// <summary>Waits until the condition holds.</summary>
    /// <exception cref="TimeoutException">It did not become true.</exception>
    public static Task Holds(Func<bool> condition, TimeSpan? within = null, [CallerArgumentExpression(nameof(condition))] string? expected = null) =>
        Reads(() => Task.FromResult(condition()), holds => holds, within, expected);
}
