#pragma warning disable ASP0029 // experimental in .NET 10
using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Text.Json.Serialization;
using Bolt.Integration.Tests.Nested;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Validation;

namespace Bolt.Integration.Tests
{
    /// <summary>
    /// What ASP.NET Core checks of what a body holds. BOLT2012 has to know: of the first class it says nothing, and this project does not build where it does; all of the
    /// second it reports.
    /// </summary>
    public sealed class NestedValidationTests
    {
        private const string Bad = """{"code":"abc"}""";

        [Theory]
        [InlineData("list", $$"""{"parts":[{{Bad}}]}""")]
        [InlineData("enumerable", $$"""{"parts":[{{Bad}}]}""")]
        [InlineData("array-of-marked", $$"""{"parts":[{{Bad}}]}""")]
        [InlineData("own-collection", $$"""{"parts":[{{Bad}}]}""")]
        [InlineData("two-deep", """{"inner":[{"part":{"code":"abc"}}]}""")]
        [InlineData("base", """{"code":"abc"}""")]
        [InlineData("base-holds", """{"part":{"code":"abc"}}""")]
        [InlineData("nullable-struct", """{"measure":{"width":11}}""")]
        [InlineData("nullable-structs", """{"measures":[null,{"width":11}]}""")]
        [InlineData("derived", """{"shape":{"$type":"circle","radius":11}}""")]
        [InlineData("derived-base", """{"shape":{"$type":"circle","radius":1,"name":"abcd"}}""")]
        [InlineData("generic", """{"page":{"items":[{"code":"abc"}]}}""")]
        [InlineData("generic-base", $$"""{"items":[{{Bad}}]}""")]
        [InlineData("pairs", """{"parts":[{"key":"a","value":{"code":"abc"}}]}""")]
        [InlineData("many", $$"""[{"parts":[{{Bad}}]}]""")]
        [InlineData("many-array", $$"""[{"parts":[{{Bad}}]}]""")]
        [InlineData("struct", """{"width":11}""")]
        [InlineData("self", """{"parts":[{"code":"no"}]}""")]
        public async Task IsChecked(string path, string body) => Assert.Equal(HttpStatusCode.BadRequest, (await Post("/nested/" + path, body)).Status);

        /// <summary>Where one of these gets 400, ASP.NET Core has learned something, and BOLT2012 may say less.</summary>
        [Theory]
        [InlineData("array", $$"""{"parts":[{{Bad}}]}""")]
        [InlineData("array-in-class", $$"""{"parts":[{{Bad}}]}""")]
        [InlineData("dictionary", """{"parts":{"a":{"code":"abc"}}}""")]
        [InlineData("lists", $$"""{"parts":[[{{Bad}}]]}""")]
        [InlineData("ignored", """{"code":"abc"}""")]
        [InlineData("parameter", """{"code":"abc"}""")]
        [InlineData("field", """{"code":"abc"}""")]
        [InlineData("parsable", """{"money":{"amount":11}}""")]
        [InlineData("internal", """{"secret":{"code":"abc"}}""")]
        [InlineData("struct", """{"width":11}""")]
        [InlineData("interface", $$"""[{"parts":[{{Bad}}]}]""")]
        [InlineData("interface-list", $$"""[{"parts":[{{Bad}}]}]""")]
        public async Task IsNotChecked_AndReported(string path, string body) => Assert.Equal((HttpStatusCode.OK, "ok"), await Post("/unseen/" + path, body));

        private static async Task<(HttpStatusCode Status, string Body)> Post(string path, string body)
        {
            await using var app = await Application.StartAsync(ValidationTests.Validation);
            using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
            using var response = await app.Send("POST", path, null, content);
            return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }
    }
}

namespace Bolt.Integration.Tests.Nested
{
    // Nothing but the roots is marked: the rest is found from them, but for what an array holds.
    public sealed record Part([MaxLength(2)] string Code);

    [ValidatableType]
    public sealed record MarkedPart([MaxLength(2)] string Code);

    [ValidatableType]
    public sealed record WithList(List<Part>? Parts);

    [ValidatableType]
    public sealed class WithEnumerable
    {
        public IEnumerable<Part>? Parts { get; init; }
    }

    [ValidatableType]
    public sealed record WithArrayOfMarked(MarkedPart[]? Parts);

    public sealed class Parts : List<Part>;

    [ValidatableType]
    public sealed class WithOwnCollection
    {
        public Parts? Parts { get; init; }
    }

    public sealed record Middle(Part? Part);

    [ValidatableType]
    public sealed class TwoDeep
    {
        public IReadOnlyList<Middle>? Inner { get; init; }
    }

    public abstract class Checked
    {
        [MaxLength(2)]
        public string? Code { get; init; }
    }

    [ValidatableType]
    public sealed class OfBase : Checked;

    public abstract class Holder
    {
        public Part? Part { get; init; }
    }

    [ValidatableType]
    public sealed class OfHolder : Holder;

    public readonly record struct Measure([property: Range(1, 10)] int Width);

    [ValidatableType]
    public sealed record WithMeasure(Measure? Measure);

    [ValidatableType]
    public sealed class WithMeasures
    {
        public List<Measure?>? Measures { get; init; }
    }

    [JsonDerivedType(typeof(Circle), "circle")]
    public abstract class Shape
    {
        [MaxLength(3)]
        public string? Name { get; init; }
    }

    public sealed class Circle : Shape
    {
        [Range(1, 10)]
        public int Radius { get; init; }
    }

    [ValidatableType]
    public sealed record WithShape(Shape? Shape);

    public class Page<T>
    {
        public List<T>? Items { get; init; }
    }

    [ValidatableType]
    public sealed record WithPage(Page<Part>? Page);

    [ValidatableType]
    public sealed class PartPage : Page<Part>;

    [ValidatableType]
    public sealed record WithPairs(List<KeyValuePair<string, Part>>? Parts);

    public sealed class Own : IValidatableObject
    {
        public string? Code { get; init; }

        public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => Code == "no" ? [new ValidationResult("no")] : [];
    }

    [ValidatableType]
    public sealed record WithOwn(IList<Own>? Parts);

    [BoltGroup("/nested", Guards = [typeof(AllowAny)])]
    internal static class Seen
    {
        [BoltPost("list")]
        public static string List(WithList body) => "ok";

        [BoltPost("enumerable")]
        public static string Enumerable(WithEnumerable body) => "ok";

        [BoltPost("array-of-marked")]
        public static string ArrayOfMarked(WithArrayOfMarked body) => "ok";

        [BoltPost("own-collection")]
        public static string OwnCollection(WithOwnCollection body) => "ok";

        [BoltPost("two-deep")]
        public static string Deep(TwoDeep body) => "ok";

        [BoltPost("base")]
        public static string Base(OfBase body) => "ok";

        [BoltPost("base-holds")]
        public static string BaseHolds(OfHolder body) => "ok";

        [BoltPost("nullable-struct")]
        public static string NullableStruct(WithMeasure body) => "ok";

        [BoltPost("nullable-structs")]
        public static string NullableStructs(WithMeasures body) => "ok";

        [BoltPost("derived"), BoltPost("derived-base")]
        public static string Derived(WithShape body) => "ok";

        [BoltPost("generic")]
        public static string Generic(WithPage body) => "ok";

        [BoltPost("generic-base")]
        public static string GenericBase(PartPage body) => "ok";

        [BoltPost("pairs")]
        public static string Pairs(WithPairs body) => "ok";

        [BoltPost("many")]
        public static string Many(List<WithList> body) => "ok";

        [BoltPost("many-array")]
        public static string ManyArray(WithList[] body) => "ok";

        [BoltPost("struct")]
        public static string Struct([Microsoft.AspNetCore.Mvc.FromBody] Measure body) => "ok";

        [BoltPost("self")]
        public static string Self(WithOwn body) => "ok";
    }

    // What another marked type holds in a way that is seen is checked in an array too: this is in arrays and dictionaries only.
    public sealed record Piece([MaxLength(2)] string Code);

    [ValidatableType]
    public sealed record WithArray(Piece[]? Parts);

    [ValidatableType]
    public sealed class ArrayInClass
    {
        // Marking the part is not enough: a class without a member of its own to check is not written at all.
        public MarkedPart[]? Parts { get; init; }
    }

    [ValidatableType]
    public sealed record WithDictionary(Dictionary<string, Piece>? Parts);

    [ValidatableType]
    public sealed record WithLists(List<List<Piece>>? Parts);

    [ValidatableType]
    public sealed class Ignored
    {
        [MaxLength(2), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public string? Code { get; init; }
    }

    [ValidatableType]
    public sealed class OfParameter([MaxLength(2)] string code)
    {
        public string Code { get; } = code;
    }

    [ValidatableType]
    public sealed class WithField
    {
#pragma warning disable CA1051 // a field is what it is about
        [MaxLength(2), JsonInclude]
        public string? Code;
#pragma warning restore CA1051
    }

    public sealed record Money([Range(1, 10)] int Amount)
    {
        public static bool TryParse(string? text, out Money? money) => (money = int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var amount) ? new Money(amount) : null) is not null;
    }

    [ValidatableType]
    public sealed record WithMoney(Money? Money);

    // No member of anything that is marked, and it cannot be marked itself.
    public readonly record struct Lone([property: Range(1, 10)] int Width);

    internal sealed record Secret([MaxLength(2)] string Code);

    [ValidatableType]
    public sealed class WithSecret
    {
        [JsonInclude]
        internal Secret? Secret { get; init; }
    }

#pragma warning disable BOLT2012 // said of each of these, and true
    [BoltGroup("/unseen", Guards = [typeof(AllowAny)])]
    internal static class Unseen
    {
        [BoltPost("array")]
        public static string Array(WithArray body) => "ok";

        [BoltPost("array-in-class")]
        public static string ArrayOfClass(ArrayInClass body) => "ok";

        [BoltPost("dictionary")]
        public static string Dictionary(WithDictionary body) => "ok";

        [BoltPost("lists")]
        public static string Lists(WithLists body) => "ok";

        [BoltPost("ignored")]
        public static string Ignore(Ignored body) => "ok";

        [BoltPost("parameter")]
        public static string Parameter(OfParameter body) => "ok";

        [BoltPost("field")]
        public static string Field(WithField body) => "ok";

        [BoltPost("parsable")]
        public static string Parsable(WithMoney body) => "ok";

        [BoltPost("internal")]
        public static string Internal(WithSecret body) => "ok";

        [BoltPost("struct")]
        public static string Struct([Microsoft.AspNetCore.Mvc.FromBody] Lone body) => "ok";

        [BoltPost("interface")]
        public static string Interface([Microsoft.AspNetCore.Mvc.FromBody] IEnumerable<WithList> body) => "ok";

        [BoltPost("interface-list")]
        public static string InterfaceList([Microsoft.AspNetCore.Mvc.FromBody] IReadOnlyList<WithList> body) => "ok";
    }
#pragma warning restore BOLT2012

    /// <summary>For the tests that run without reflection.</summary>
    [JsonSerializable(typeof(WithList))]
    [JsonSerializable(typeof(WithEnumerable))]
    [JsonSerializable(typeof(WithArrayOfMarked))]
    [JsonSerializable(typeof(WithOwnCollection))]
    [JsonSerializable(typeof(TwoDeep))]
    [JsonSerializable(typeof(OfBase))]
    [JsonSerializable(typeof(OfHolder))]
    [JsonSerializable(typeof(WithMeasure))]
    [JsonSerializable(typeof(WithMeasures))]
    [JsonSerializable(typeof(WithShape))]
    [JsonSerializable(typeof(WithPage))]
    [JsonSerializable(typeof(PartPage))]
    [JsonSerializable(typeof(WithPairs))]
    [JsonSerializable(typeof(WithOwn))]
    [JsonSerializable(typeof(Measure))]
    [JsonSerializable(typeof(List<WithList>))]
    [JsonSerializable(typeof(WithList[]))]
    [JsonSerializable(typeof(WithArray))]
    [JsonSerializable(typeof(ArrayInClass))]
    [JsonSerializable(typeof(WithDictionary))]
    [JsonSerializable(typeof(WithLists))]
    [JsonSerializable(typeof(Ignored))]
    [JsonSerializable(typeof(OfParameter))]
    [JsonSerializable(typeof(WithField))]
    [JsonSerializable(typeof(WithMoney))]
    [JsonSerializable(typeof(WithSecret))]
    [JsonSerializable(typeof(Lone))]
    [JsonSerializable(typeof(IEnumerable<WithList>))]
    [JsonSerializable(typeof(IReadOnlyList<WithList>))]
    [JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
    internal sealed partial class NestedJson : JsonSerializerContext;
}
