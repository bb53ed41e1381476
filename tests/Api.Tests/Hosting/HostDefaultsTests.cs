using Api.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Api.Tests.Hosting;

public sealed class HostDefaultsTests
{
    private const string Host = "Microsoft.Extensions.Hosting.Internal.Host";

    [Theory]
    [InlineData(Host, LogLevel.Critical, true)]
    [InlineData(Host, LogLevel.Error, false)]
    [InlineData("Orleans.Runtime.Silo", LogLevel.Warning, true)]
    [InlineData("Orleans.Runtime.Silo", LogLevel.Information, false)]
    public async Task WhatIsSaidByDefault(string category, LogLevel level, bool said)
    {
        await using var app = WebApplication.CreateBuilder().UseFlexportDefaults().Build();
        app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(category).IsEnabled(level).ShouldBe(said);
    }
}
