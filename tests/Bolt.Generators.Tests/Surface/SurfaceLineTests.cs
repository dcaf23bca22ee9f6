using System;
using System.Linq;
using Bolt.Shared;
using CsCheck;
using Xunit;

namespace Bolt.Generators.Tests.Surface;

public sealed class SurfaceLineTests
{
    [Theory]
    [InlineData("GET /me  auth: jwt  guards: IsAuthenticated  → Shop.Profile.Me")]
    [InlineData("* /hook  auth: none  guards: AllowAny  → Shop.Hooks.Any")]
    [InlineData("GET   auth: none  guards: none (refuses every request)  → Root.Get")]
    [InlineData("DELETE /a/{id:regex(^\\d{{4}}$)}  auth: jwt, Shop.Partner!cookie  guards: HasPermission(\"a  b → c\"), Shop.Hours(8, 18, Zone = \"Europe/Berlin\")!id  options: no-cross-site-check, host: \"a.example\"  → Shop.Lists<System.Int32, Shop.A>.Delete")]
    [InlineData("GET /o  auth: jwt  guards: Shop.Of(typeof(System.Collections.Generic.Dictionary<,>), [typeof(Outer<>.Inner)])  → A.B")]
    [InlineData("GET /q  auth: jwt  guards: Shop.G('\\'', [1, 2], (Shop.E)3, \"\\\"\")  → A.B")]
    public void A_line_is_written_as_it_was_read(string text)
    {
        var line = SurfaceLine.Parse(text, out var problem);
        Assert.Equal("", problem);
        Assert.Equal(text, line!.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("GET")]
    [InlineData("GET /me")]
    [InlineData("GET /me  auth: jwt  guards: IsAuthenticated")]
    [InlineData("GET /me  auth: jwt  guards: IsAuthenticated  → ")]
    [InlineData("GET /me  auth: jwt  guards: IsAuthenticated  →  A.B")]
    [InlineData("GET /me  auth:   guards: IsAuthenticated  → A.B")]
    [InlineData("GET /me  auth: jwt,  guards: IsAuthenticated  → A.B")]
    [InlineData("GET /me  auth: jwt, , key  guards: IsAuthenticated  → A.B")]
    [InlineData("GET /me  auth: jwt  guards: HasPermission(\"a  → A.B")]
    [InlineData("GET /me  auth: jwt  guards: HasPermission(\"a\"  → A.B")]
    [InlineData("GET /me  auth: jwt  guards: HasPermission(\"a\"))  → A.B")]
    [InlineData("GET /me  auth: jwt  guards: none  → A.B")]
    [InlineData("GET /me  auth: jwt  guards: none (refuses every request), IsStaff  → A.B")]
    [InlineData("GET /me  auth: jwt  guards: IsStaff  options: open  → A.B")]
    [InlineData("GET /me  auth: jwt  guards: IsStaff  options: host: admin  → A.B")]
    [InlineData("GET /me  auth: jwt  guards: IsStaff  options: no-cross-site-check, no-cross-site-check  → A.B")]
    [InlineData("GET /a  b  auth: jwt  guards: IsStaff  → A.B")]
    [InlineData("G\u00c9T /a  auth: jwt  guards: IsStaff  → A.B")]
    [InlineData("GET /me  auth: jwt!id  guards: IsStaff  → A.B")]
    [InlineData("GET /me  auth: jwt  guards: RecentLogin(Minutes = 5, 3)  → A.B")]
    [InlineData("GET /me  auth: jwt  guards: HasPermission(\"a\")s  → A.B")]
    [InlineData("GET /me  auth: jwt  guards: HasPermission(\"a\"]  → A.B")]
    [InlineData("GET /me  auth: jwt  guards: HasPermission(][\"a\")  → A.B")]
    [InlineData("GET /me  auth: jwt  guards: HasPermission(\"a\", )  → A.B")]
    [InlineData("GET /me  auth: jwt  guards: IsStaff  options: host: \"\\U0000D800\"  → A.B")]
    [InlineData("GET /me  auth: jwt  guards: IsStaff  options: host: \"\\U00110000\"  → A.B")]
    [InlineData("<<<<<<< HEAD")]
    public void What_is_no_line_is_said(string text)
    {
        Assert.Null(SurfaceLine.Parse(text, out var problem));
        Assert.NotEqual("", problem);
    }

    [Theory]
    [InlineData("GET /a/{id:int}", "GET /A/{number:int}", true)]
    [InlineData("get /a", "GET /a/", true)]
    [InlineData("GET /a/{id:int}", "GET /a/{id}", false)]
    [InlineData("GET /a", "POST /a", false)]
    public void The_key_is_what_routing_compares(string one, string other, bool isSame) =>
        Assert.Equal(isSame, SurfaceLine.Parse(one + "  auth: jwt  guards: IsStaff  → A.B", out _)!.Key == SurfaceLine.Parse(other + "  auth: jwt  guards: IsStaff  → C.D", out _)!.Key);

    /// <summary>A pattern cannot write a line of its own, nor hide one.</summary>
    [Theory]
    [InlineData("/a\nGET /b", "/a%0AGET /b")]
    [InlineData("/a\r\n", "/a%0D%0A")]
    [InlineData("/\t\0\u007F\u0085", "/%09%00%7F%C2%85")]
    [InlineData("/\u2028\u2029x\u2028", "/%E2%80%A8%E2%80%A9x%E2%80%A8")]
    [InlineData("/a   b é→", "/a%20%20 b é→")]
    public void A_pattern_stays_on_its_line(string pattern, string written)
    {
        Assert.Equal(written, SurfaceLineText.Escape(pattern));
        Assert.Equal(written, SurfaceLineText.Escape(written));
        Assert.Equal($"GET {written}  auth: none  guards: AllowAny  → A.B", new BoltRouteInfo(["GET"], pattern, "A.B", [], ["AllowAny"]).ToString());
    }

    /// <summary>Any text at all: one line, which reads as what was written.</summary>
    [Fact]
    public void Any_pattern_comes_back() => Gen.String[Gen.OneOf(Gen.Char, Gen.Char["\n\r\t \u0085\u2028\u2029/{}:*"]), 0, 16].Sample(static pattern =>
    {
        var line = new SurfaceLine("GET", pattern, ["jwt"], ["IsStaff"], [], "A.B");
        var read = Assert.Single(SurfaceFile.Parse(SurfaceFile.Write("", [line])).Entries).Line;
        Assert.Equal(line.ToString(), read.ToString());
        Assert.Equal(line.Key, read.Key);
        Assert.Equal(SurfaceChangeKind.None, SurfaceOrder.Compare(line, read).Kind);
    });

    [Fact]
    public void Any_strings_come_back()
    {
        const string Special = "\"\\' ,()→\n\r\u2028<>{}[]!#";
        var text = Gen.String[Gen.OneOf(Gen.Char, Gen.Int[0, Special.Length - 1].Select(static i => Special[i])), 0, 12];
        Gen.Select(text, text, text).Sample((a, b, c) =>
        {
            var guard = $"HasAnyPermission({SurfaceText.WriteString(a)}, {SurfaceText.WriteString(b)})";
            var line = new SurfaceLine("GET", "/a", ["jwt"], [guard, "IsStaff"], ["host: " + SurfaceText.WriteString(c)], "A.B");
            var written = line.ToString();
            Assert.DoesNotContain(written, static w => w is '\n' or '\r' or '\u2028' or '\u2029' or '\u0085');
            var read = SurfaceLine.Parse(written, out var problem);
            Assert.Equal("", problem);
            Assert.Equal(written, read!.ToString());
            Assert.Equal([a, b], SurfaceGuard.Parse(read.Guards[0])!.Strings!);
            Assert.Equal(2, read.Guards.Count);
        });
    }

    /// <summary>What the runtime says of a route, and what the compiler says, is one text, and the file's reader understands it.</summary>
    [Fact]
    public void Any_route_of_the_manifest_comes_back()
    {
        var part = Pick("/a", "/{id}", "/{id:int}", "/{slug:regex(^\\d{{4}};[=:]$)}", "/  ", "/→", "/x  auth: y", "/a\nGET /b", "\r\n", "/\t\0", "/\u0085\u2028\u2029\u007F", "/{**rest}", "", "~/r", "/,(<");
        var name = Pick("jwt", "api_key", "session", "Shop.Site!cookie", "global::Own", "Shop.Lists<System.Int32, Shop.A[]>");
        var text = Gen.String[Gen.OneOf(Gen.Char, Gen.Char["\"\\' ,()→{}[]<>;!#"]), 0, 8];
        var guard = Gen.OneOf(
            Pick("IsStaff", "AllowAny", "RecentLogin(Minutes = 5)", "UserPassesTest<Shop.Adult>", "Shop.Owns<Shop.Cart>(1, 'x')!id", "Shop.Days([System.DayOfWeek.Monday, (System.DayOfWeek)9])"),
            text.Select(static t => $"HasPermission({SurfaceText.WriteString(t)})"),
            Gen.Select(text, text, static (a, b) => $"Shop.Hours(8, {SurfaceText.WriteString(a)}, Zone = {SurfaceText.WriteString(b)})!id"));
        var option = Gen.OneOf(Gen.Const(SurfaceLine.NoCrossSiteCheck), text.Select(static t => "host: " + SurfaceText.WriteString(t)));
        Gen.Select(
            Pick("GET", "POST", "M-SEARCH").Array[0, 3].Select(static m => m.Distinct().ToArray()),
            part.Array[1, 4].Select(static p => string.Concat(p)),
            name.Array[0, 3].Select(static n => n.Distinct().ToArray()),
            guard.Array[0, 3],
            option.Array[0, 2].Select(static o => o.Distinct().ToArray())).Sample((methods, pattern, auth, guards, options) =>
        {
            var said = new BoltRouteInfo(methods, pattern, "Shop.Lists<Shop.A, int>.Get", auth, guards, options: options).ToString().Split('\n');
            Assert.Equal(methods.Length == 0 ? 1 : methods.Length, said.Length);
            Assert.DoesNotContain(string.Concat(said), static c => char.IsControl(c) || c is '\u2028' or '\u2029');
            for (var i = 0; i < said.Length; i++)
            {
                var line = new SurfaceLine(methods.Length == 0 ? "*" : methods[i], pattern, auth, guards, options, "Shop.Lists<Shop.A, int>.Get");
                Assert.Equal(said[i], line.ToString());
                var read = SurfaceLine.Parse(said[i], out var problem);
                Assert.Equal("", problem);
                Assert.Equal(said[i], read!.ToString());
                Assert.Equal(line.Key, read.Key);
                Assert.Equal(line.Policy, read.Policy);
                Assert.Equal(guards, read.Guards);
                Assert.Equal(auth, read.Auth);
                Assert.Equal(SurfaceChangeKind.None, SurfaceOrder.Compare(line, read).Kind);
                var file = SurfaceFile.Write("", [line]);
                Assert.Equal(said[i], SurfaceFile.Parse("\uFEFF" + file.Replace("\n", "\r\n", StringComparison.Ordinal)).Entries.Single().Line.ToString());
            }
        });
    }

    private static Gen<string> Pick(params string[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);
}
