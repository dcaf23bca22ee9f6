using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Bolt.Integration.Tests;

/// <summary>Dates come out as they do with minimal APIs, down to their kind. (Bolt.EndToEnd.Tests asks the same of a server in another time zone.)</summary>
public sealed class DateTests
{
    [Theory]
    [InlineData("time", "2024-01-02T03:04:05Z", "2024-01-02T03:04:05.0000000Z Utc")]
    [InlineData("time", "2024-01-02T03:04:05", "2024-01-02T03:04:05.0000000 Unspecified")]
    [InlineData("time", "2024-01-02T03:04:05-05:00", "2024-01-02T08:04:05.0000000Z Utc")]
    [InlineData("time", " 2024-01-02 ", "2024-01-02T00:00:00.0000000 Unspecified")]
    [InlineData("time", "soon", null)]
    [InlineData("offset", "2024-01-02T03:04:05", "2024-01-02T03:04:05.0000000+00:00")]
    [InlineData("offset", "2024-01-02T03:04:05-05:00", "2024-01-02T03:04:05.0000000-05:00")]
    [InlineData("offset", "soon", null)]
    [InlineData("date", " 2024-01-02 ", "2024-01-02")]
    [InlineData("clock", " 03:04 ", "03:04:00.0000000")]
    public async Task AreReadAsByMinimalApis(string kind, string text, string? expected)
    {
        await using var app = await Application.StartAsync(map: static a =>
        {
            a.MapBolt();
            a.MapGet("/minimal/time", static (DateTime v) => Dates.Time(v));
            a.MapGet("/minimal/offset", static (DateTimeOffset v) => Dates.Offset(v));
            a.MapGet("/minimal/date", static (DateOnly v) => Dates.Date(v));
            a.MapGet("/minimal/clock", static (TimeOnly v) => Dates.Clock(v));
        });
        foreach (var path in new[] { $"/minimal/{kind}?v=", $"/dates/{kind}?v=", $"/dates/{kind}/null?v=", $"/dates/{kind}/array?v=", $"/dates/{kind}/route/" })
        {
            using var response = await app.Client.GetAsync(new Uri(path + Uri.EscapeDataString(text), UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.Equal((path, expected is null ? 400 : 200), (path, (int)response.StatusCode));
            if (expected is not null)
            {
                Assert.Equal((path, expected), (path, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
            }
        }
    }

    /// <summary>A header, a form field, and members of an object: as the same function of a minimal API reads them.</summary>
    [Theory]
    [InlineData("header", "2024-01-02T03:04:05-05:00", "2024-01-02T08:04:05.0000000Z Utc")]
    [InlineData("header", "2024-01-02T03:04:05", "2024-01-02T03:04:05.0000000 Unspecified")]
    [InlineData("header", "soon", null)]
    [InlineData("form", "2024-01-02T03:04:05-05:00", "2024-01-02T08:04:05.0000000Z Utc")]
    [InlineData("form", "2024-01-02T03:04:05", "2024-01-02T03:04:05.0000000 Unspecified")]
    [InlineData("form", "soon", null)]
    [InlineData("members", "2024-01-02T03:04:05-05:00", "2024-01-02T08:04:05.0000000Z Utc 2024-01-02T03:04:05.0000000-05:00")]
    [InlineData("members", "2024-01-02T03:04:05", "2024-01-02T03:04:05.0000000 Unspecified 2024-01-02T03:04:05.0000000+00:00")]
    [InlineData("members", "soon", null)]
    public async Task AreReadAsByMinimalApisFromWhereverTheyCome(string kind, string text, string? expected)
    {
        await using var app = await Application.StartAsync(map: static a =>
        {
            a.MapBolt();
            a.MapGet("/minimal/header", static ([FromHeader(Name = "X-Time")] DateTime v) => Dates.Time(v));
            a.MapPost("/minimal/form", static ([FromForm] DateTime v) => Dates.Time(v)).DisableAntiforgery();
            a.MapGet("/minimal/members", static ([AsParameters] DateMembers v) => Dates.Members(v));
        });
        foreach (var path in new[] { "/minimal/", "/dates/" })
        {
            using var form = new FormUrlEncodedContent([KeyValuePair.Create("v", text)]);
            using var response = kind switch
            {
                "header" => await app.Send("GET", path + kind, null, null, ("X-Time", text)),
                "form" => await app.Send("POST", path + kind, null, form),
                _ => await app.Send("GET", $"{path}{kind}?time={Uri.EscapeDataString(text)}", null, null, ("X-Offset", text)),
            };
            Assert.Equal((path, expected is null ? 400 : 200), (path, (int)response.StatusCode));
            if (expected is not null)
            {
                Assert.Equal((path, expected), (path, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
            }
        }
    }

    [Theory]
    [InlineData("null", 200, "none")]
    [InlineData(" \n null\t", 200, "none")]
    [InlineData("5", 200, "5")]
    [InlineData("nul", 400, null)]
    [InlineData("nullx", 400, null)]
    [InlineData("\"null\"", 400, null)]
    [InlineData("[null]", 400, null)]
    public async Task NullIsAValueOfANullableType(string json, int status, string? expected)
    {
        await using var app = await Application.StartAsync(map: static a =>
        {
            a.MapBolt();
            a.MapPost("/minimal/number", static ([FromBody] int? v) => Dates.Number(v));
        });
        foreach (var path in new[] { "/minimal/number", "/dates/number" })
        {
            using var body = new StringContent(json, null, "application/json");
            using var response = await app.Client.PostAsync(new Uri(path, UriKind.Relative), body, TestContext.Current.CancellationToken);
            Assert.Equal((path, status), (path, (int)response.StatusCode));
            if (expected is not null)
            {
                Assert.Equal(expected, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            }
        }
    }

    [Fact]
    public async Task ATildeIsTheRoot()
    {
        await using var app = await Application.StartAsync();
        Assert.Equal("tilde", await app.Client.GetStringAsync(new Uri("/dates/tilde", UriKind.Relative), TestContext.Current.CancellationToken));
    }
}

/// <summary>The same functions as Bolt routes and as minimal APIs.</summary>
[BoltGroup("/dates", Guards = [typeof(AllowAny)])]
public static class Dates
{
    [BoltGet("/time")]
    [BoltGet("/time/route/{v}")]
    public static string Time(DateTime v) => $"{v:O} {v.Kind}";

    [BoltGet("/time/null")]
    public static string Time(DateTime? v) => Time(v!.Value);

    [BoltGet("/time/array")]
    public static string Times(DateTime[] v) => Time(v[0]);

    [BoltGet("/offset")]
    [BoltGet("/offset/route/{v}")]
    public static string Offset(DateTimeOffset v) => $"{v:O}";

    [BoltGet("/offset/null")]
    public static string Offset(DateTimeOffset? v) => Offset(v!.Value);

    [BoltGet("/offset/array")]
    public static string Offsets(DateTimeOffset?[] v) => Offset(v[0]!.Value);

    [BoltGet("/date")]
    [BoltGet("/date/route/{v}")]
    public static string Date(DateOnly v) => $"{v:O}";

    [BoltGet("/date/null")]
    public static string Date(DateOnly? v) => Date(v!.Value);

    [BoltGet("/date/array")]
    public static string AllDates(DateOnly[] v) => Date(v[0]);

    [BoltGet("/clock")]
    [BoltGet("/clock/route/{v}")]
    public static string Clock(TimeOnly v) => $"{v:O}";

    [BoltGet("/clock/null")]
    public static string Clock(TimeOnly? v) => Clock(v!.Value);

    [BoltGet("/clock/array")]
    public static string Clocks(TimeOnly[] v) => Clock(v[0]);

    [BoltGet("/header")]
    public static string OfHeader([FromHeader(Name = "X-Time")] DateTime v) => Time(v);

    [BoltPost("/form")]
    public static string OfForm([FromForm] DateTime v) => Time(v);

    [BoltGet("/members")]
    public static string Members([AsParameters] DateMembers v) => $"{Time(v.Time)} {Offset(v.At)}";

    [BoltPost("/number")]
    public static string Number([FromBody] int? v) => v?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "none";

    [BoltGet("~/tilde")]
    public static string Tilde() => "tilde";
}

public sealed record DateMembers(DateTime Time, [FromHeader(Name = "X-Offset")] DateTimeOffset At);
