using Grains.Interfaces.Subscriptions;

namespace Silo.Tests.Channels;

public sealed class UnsubscribeLinksTests
{
    private static readonly UnsubscribeLinks Links = new("a key of at least thirty-two characters");

    private static readonly Guid Generation = new("7f1d2c3b-0000-4000-8000-000000000001");

    [Fact]
    public void AToken_SaysWhichSubscription_AndFitsIntoAnAddress()
    {
        var token = Links.Write("default", "hamburg_2-x", Generation);
        token.ShouldAllBe(static letter => char.IsAsciiLetterOrDigit(letter) || letter == '-' || letter == '_' || letter == '.');
        Links.Read(token).ShouldBe(("default", "hamburg_2-x", Generation));
        Links.Write("default", "hamburg_2-x", Generation).ShouldBe(token);
    }

    [Fact]
    public void WhatAnotherKeyWrote_IsNone() => new UnsubscribeLinks("another key of at least 32 characters").Read(Links.Write("default", "hamburg", Generation)).ShouldBeNull();

    [Fact]
    public void WhatWasChanged_IsNone()
    {
        var token = Links.Write("default", "hamburg", Generation);
        for (var i = 0; i < token.Length; i++)
        {
            if (token[i] != 'A') Links.Read(token[..i] + 'A' + token[(i + 1)..]).ShouldBeNull();
        }

        var other = Links.Write("default", "bremen", Generation);
        Links.Read(other.Split('.')[0] + "." + token.Split('.')[1]).ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("a")]
    [InlineData("a.b.c")]
    [InlineData("ZGVmYXVsdA.ZGVmYXVsdA")]
    [InlineData("é.é")]
    public void AnythingElse_IsNone(string token) => Links.Read(token).ShouldBeNull();

    [Fact]
    public void ALongText_IsNone() => Links.Read(new string('a', 100_000)).ShouldBeNull();
}
