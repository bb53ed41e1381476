using Microsoft.Extensions.Logging;

namespace Grains.Tests.Doubles;

/// <summary>Keeps what is logged, each with its level in front.</summary>
internal sealed class Lines<T> : ILogger<T>
{
    public List<string> All { get; } = [];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, Microsoft.Extensions.Logging.EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        All.Add($"{logLevel}: {formatter(state, exception)}");
}
