using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Bolt.OpenApi.Tests;

/// <summary>Every kind of result.</summary>
[BoltGroup("/responses", Guards = [typeof(AllowAny)])]
public static class Responses
{
    [BoltGet("/text")]
    public static string Text() => "";

    [BoltGet("/text-or-null")]
    public static Task<string?> TextOrNull() => Task.FromResult<string?>(null);

    [BoltGet("/number")]
    public static int Number() => 1;

    [BoltGet("/number-or-null")]
    public static int? NumberOrNull() => null;

    [BoltGet("/enum")]
    public static Color Enum() => Color.Red;

    [BoltGet("/item")]
    public static Item? Item() => null;

    [BoltGet("/task")]
    public static Task<Item?> TaskOfItem() => Task.FromResult<Item?>(null);

    [BoltGet("/value-task")]
    public static ValueTask<Item[]> ValueTaskOfItems() => new([]);

    [BoltGet("/list")]
    public static IReadOnlyList<Item> List() => [];

    [BoltGet("/map")]
    public static Dictionary<string, Item> Map() => [];

    [BoltGet("/async-items")]
    public static IAsyncEnumerable<Item> AsyncItems() => AsyncEnumerable.Empty<Item>();

    [BoltGet("/shape")]
    public static Shape Shape() => new Circle("c", 1);

    [BoltGet("/bytes")]
    public static byte[] Bytes() => [];

    [BoltGet("/object")]
    public static object Object() => 1;

    [BoltGet("/nothing")]
    public static void Nothing()
    {
    }

    [BoltDelete("/nothing-later")]
    public static Task NothingLater() => Task.CompletedTask;

    [BoltDelete("/nothing-later-value")]
    public static ValueTask NothingLaterValue() => default;

    [BoltGet("/result")]
    public static IResult Result() => Results.Ok();

    [BoltGet("/ok")]
    public static Ok<Item> Ok() => TypedResults.Ok<Item>(null);

    [BoltPost("/created")]
    public static Task<Created<Item>> Created() => Task.FromResult(TypedResults.Created<Item>("/", null));

    [BoltDelete("/no-content")]
    public static NoContent NoContent() => TypedResults.NoContent();

    [BoltGet("/union")]
    public static Results<Ok<Item>, NotFound, ValidationProblem> Union() => TypedResults.NotFound();

    [BoltGet("/union-later")]
    public static Task<Results<Ok<Shape>, Conflict<string>>> UnionLater() => Task.FromResult<Results<Ok<Shape>, Conflict<string>>>(TypedResults.Conflict(""));

    [BoltGet("/file")]
    public static FileContentHttpResult File() => TypedResults.Bytes([]);

    [BoltGet("/declared"), ProducesResponseType<Item>(StatusCodes.Status202Accepted), ProducesResponseType(StatusCodes.Status404NotFound)]
    public static IResult Declared() => Results.Accepted();

    [BoltGet("/described"), EndpointSummary("In short."), EndpointDescription("At length."), Tags("own")]
    public static Item? Described() => null;
}
