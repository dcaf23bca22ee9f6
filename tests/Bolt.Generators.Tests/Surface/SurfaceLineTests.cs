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
}
