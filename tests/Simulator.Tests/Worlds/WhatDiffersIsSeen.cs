using System.Text.Json;
using System.Text.Json.Nodes;
using Simulator.Verification;
using Simulator.Worlds;
using Simulator.Worlds.Model;

namespace Simulator.Tests.Worlds;

/// <summary>An answer that is right but for one field: that very field is reported, and nothing else. So with each field of each entity.</summary>
public sealed class WhatDiffersIsSeen
{
    private static readonly World Small = World.Make(new WorldOptions(5, 24, 900, new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero), 0.3));

    [Fact]
    public void EachField_MadeFalse()
    {
        var tried = new HashSet<string>();
        foreach (var entity in Small.Expected)
        {
            var kind = entity.Path[..entity.Path.IndexOf('/', StringComparison.Ordinal)];
            var right = Right(entity.State);
            Comparison.Of(entity.Path, entity.State, right).Differences.ShouldBeEmpty(entity.Path);
            foreach (var (field, falsify) in Fields("", right))
            {
                var restore = falsify();
                Comparison.Of(entity.Path, entity.State, right).Differences.Select(difference => difference.Field).ShouldBe([field], entity.Path);
                restore();
                tried.Add($"{kind} {System.Text.RegularExpressions.Regex.Replace(field, "\\[\\d+\\]", "[]")}");
            }
        }

        string[] wanted =
        [
            "shipments status", "shipments version", "shipments createdAt", "shipments milestones[].recordedAt", "shipments milestones[].eventId", "shipments legs[].delivery.outForDelivery.estimated",
            "shipments containers[].id", "shipments containers[].appointmentAt", "shipments disruptions[].open", "shipments disruptions[].meaning", "shipments customs.holds[].meaning", "shipments parties[].name",
            "purchase-orders changedAt", "invoices total.amount", "bookings booking.confirmedAt", "documents document.uploadedAt", "containers container.loadedAt", "containers shipments[]",
        ];
        wanted.Except(tried).ShouldBeEmpty();
    }

    [Fact]
    public void EachEventOfAHistory_LeftOut_Twice_OrAnother()
    {
        foreach (var entity in Small.Expected)
        {
            var history = entity.Events!.Select(Given).ToList();
            History(entity, history).ShouldBeEmpty(entity.Path);
            for (var i = 0; i < history.Count; i++)
            {
                var (id, type) = (entity.Events![i].Id, entity.Events[i].Type);
                History(entity, [.. history.Where((_, place) => place != i)]).ShouldBe([$"{entity.Path}  events  expected {id} ({type}), got a history without it"]);
                History(entity, [.. history, history[i]]).ShouldBe([$"{entity.Path}  events  expected {id} once, got it once more"]);
            }

            History(entity, [.. history, Given(new ExpectedEvent("7", "/shipment#created", null, null))])
                .ShouldBe([$"{entity.Path}  events  expected a history without it, got 7 (/shipment#created)"]);
        }
    }

    [Fact]
    public void EachTimeOfAnEvent_MadeFalse()
    {
        var entity = Small.Expected.First(one => one.Events!.Count > 5 && one.Events.All(said => said.OccurredAt is not null && said.RecordedAt is not null));
        foreach (var field in new[] { "type", "recordedAt", "occurredAt" })
        {
            var history = entity.Events!.Select(Given).ToList();
            history[2][field] = "2020-01-01T00:00:00Z";
            History(entity, history).ShouldHaveSingleItem().ShouldStartWith($"{entity.Path}  events[{entity.Events![2].Id}].{field}  expected ");
        }
    }

    [Fact]
    public void EachListThatIsAskedFor_WithOneMissingOrOneTooMany()
    {
        var lists = ListChecks.Of(Small.Expected, 3).ToList();
        string[] filters = ["container", "bill", "po", "party", "booking", "status", "mode", "name", "flex"];
        filters.Where(filter => !lists.Any(list => list.Path.StartsWith($"shipments?{filter}=", StringComparison.Ordinal) && list.Ids.Count > 0)).ShouldBeEmpty();
        lists.Count(list => list.Ids.Count == 0).ShouldBeGreaterThanOrEqualTo(filters.Length);
        foreach (var list in lists)
        {
            Compare(list, [.. list.Ids]).ShouldBeEmpty();
            Compare(list, [.. list.Ids, .. list.Open]).ShouldBeEmpty();
            Compare(list, [.. list.Ids, "7"]).ShouldBe([new Difference(list.Path, "items", "a list without it", "7")]);
            if (list.Ids.Count == 0) continue;
            var first = list.Ids.First();
            Compare(list, [.. list.Ids.Skip(1)]).ShouldBe([new Difference(list.Path, "items", first, "a list without it")]);
            Compare(list, [.. list.Ids, first]).ShouldBe([new Difference(list.Path, "items", $"{first} once", "it once more")]);
        }

        static IReadOnlyList<Difference> Compare(ListCheck list, IReadOnlyList<string> found) => Comparison.OfList(list.Path, list.Ids, list.Open, found).Differences;
    }

    /// <summary>An answer in which all is as expected, and some text where some text is.</summary>
    private static JsonObject Right(JsonObject expected) =>
        JsonNode.Parse(expected.ToJsonString().Replace(JsonSerializer.Serialize(Answer.SomeText), "\"for people\"", StringComparison.Ordinal))!.AsObject();

    private static JsonObject Given(ExpectedEvent said) => new()
    {
        ["eventId"] = said.Id, ["type"] = said.Type, ["recordedAt"] = (said.RecordedAt ?? LargeWorld.Options.Start).ToString("O"), ["occurredAt"] = (said.OccurredAt ?? LargeWorld.Options.Start).ToString("O"),
    };

    private static IEnumerable<string> History(ExpectedEntity entity, IReadOnlyList<JsonObject> history)
    {
        var comparison = Comparison.Of(entity.Path, [], new JsonObject());
        comparison.AddHistory(entity.Events!, history);
        return comparison.Differences.Select(difference => difference.ToString());
    }

    /// <summary>Every value in an answer, with what makes it false and gives back what makes it right again.</summary>
    private static IEnumerable<(string Field, Func<Action> Falsify)> Fields(string path, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject fields:
                foreach (var (name, value) in fields.ToList())
                {
                    var field = path.Length == 0 ? name : $"{path}.{name}";
                    if (value is JsonObject or JsonArray { Count: > 0 })
                    {
                        foreach (var inner in Fields(field, value)) yield return inner;
                    }
                    else
                    {
                        yield return (field, () =>
                        {
                            fields[name] = Other(value);
                            return () => fields[name] = value;
                        });
                    }
                }

                break;
            case JsonArray elements:
                for (var i = 0; i < elements.Count; i++)
                {
                    var (place, value) = (i, elements[i]);
                    if (value is JsonObject)
                    {
                        foreach (var inner in Fields($"{path}[{i}]", value)) yield return inner;
                    }
                    else
                    {
                        yield return ($"{path}[{i}]", () =>
                        {
                            elements[place] = Other(value);
                            return () => elements[place] = value;
                        });
                    }
                }

                // One more is seen as well.
                yield return (path, () =>
                {
                    elements.Add("one more");
                    return () => elements.RemoveAt(elements.Count - 1);
                });
                break;
            default:
                break;
        }
    }

    /// <summary>The nearest that is not the same: a millisecond, a hundredth, the other truth.</summary>
    private static JsonNode? Other(JsonNode? value) => value?.GetValueKind() switch
    {
        null => "something",
        JsonValueKind.Array => new JsonArray("something"),
        JsonValueKind.True => false,
        JsonValueKind.False => true,
        JsonValueKind.Number => value.GetValue<decimal>() + 0.01m,
        _ when value.ToString() == "for people" => "",
        _ when value.ToString() is { Length: > 10 } text && text[10] == 'T' && DateTimeOffset.TryParse(text, out var at) => at.AddMilliseconds(1).ToString("O"),
        _ => value + "x",
    };
}
