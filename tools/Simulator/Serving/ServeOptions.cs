namespace Simulator.Serving;

/// <summary>How Flexport's API is played.</summary>
/// <param name="ApiKey">A bearer that needs no token request; null for none.</param>
/// <param name="Throttle">The share of requests that are answered 429, 0 to 1.</param>
internal sealed record ServeOptions(int Port, string ClientId, string ClientSecret, string? ApiKey, double Throttle, int Seed);
