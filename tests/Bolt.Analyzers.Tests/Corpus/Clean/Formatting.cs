namespace Clean.Formatting;
// Nobody's house style: braces, blanks, tabs and comments wherever the language lets them be.

static class Zoo {
	[ BoltGet ( "/zoo" , Guards = [ typeof ( AllowAny ) ] ) ]
	internal static string All ( ) { return "all" ; }

	[BoltGet("/zoo/\u00e9l\u00e9phants",Guards=[typeof(AllowAny)])]internal static string Éléphants()=>"é";

	[/* which */BoltGet(/* where */"/zoo/lions"/* who */,Guards/* : */=/* these */[/* one */typeof(/* all */AllowAny/* ! */)/* . */]/* ; */)/* end */]
	internal static string Lions() => "lions";

	[BoltGet(
	    "/zoo/feedings",
	    Auth =
	    [
	        // people
	        typeof(JwtAuthentication),
	        // machines
	        typeof(ApiKeyAuthentication),
	    ],
	    Guards =
	    [
	        typeof(IsStaff),
	    ]
	)]
	internal static string Feedings
	(
	    [Microsoft.AspNetCore.Mvc.FromQuery]
	    DateOnly day
	) =>
	    day.ToString
	    (
	        "O"
	    );

	[BoltGet("""/zoo/"raw"/{name}""", Guards = [typeof(AllowAny)])]
	internal static string Raw(string name) => name;

	[BoltGet(@"/zoo/verbatim/{@class}", Guards = [typeof(AllowAny)])]
	internal static string Verbatim([Microsoft.AspNetCore.Mvc.FromRoute(Name = "@class")] string @class) => @class;

	[BoltGet("/zoo/keyword/{event}", Guards = [typeof(AllowAny)])]
	internal static string Keyword(string @event) => @event;

	[BoltGet("/zoo/öffnungszeiten/{straße}", Guards = [typeof(AllowAny)])]
	internal static string Öffnungszeiten(string straße) => straße;

	[BoltGet("/zoo/动物/{名字}", Guards = [typeof(AllowAny)])]
	internal static string 动物(string 名字) => 名字;

	[BoltGet("/zoo/a"
	    + "/b"
	    + "/c", Guards = [typeof(AllowAny)])] internal static string Sum() { return "sum"; }

	[method: BoltGet("/zoo/target", Guards = [typeof(AllowAny)])]
	internal static string Target() => "method";

	#region staff
	[BoltPost("/zoo/cages", Auth = [typeof(JwtAuthentication)]), IsStaff, HasPermission("cages.add"), Obsolete("later")]
	internal static void
	    AddCage
	    (string name) { _ = name; }

	[BoltDelete("/zoo/cages/{number:int}", Auth = [typeof(JwtAuthentication)])][IsStaff][HasPermission("cages.remove")]
	internal static void RemoveCage(int number) { if (number < 0) throw new ArgumentOutOfRangeException(nameof(number)); }
	#endregion

#if DEBUG && RELEASE
	[BoltGet("/zoo/never")]
	internal static string Never() => "no guard, but nobody compiles it";
#endif

	/// <summary>Documented.</summary>
	/// <param name="size">How many.</param>
	/// <returns>Them.</returns>
	[BoltGet("/zoo/documented", Guards = [typeof(AllowAny)], Name = "documented", Summary = "Documented", Tags = ["zoo", "docs"])]
	internal static int Documented(int size = 10)
		=> size;

	[BoltGet("/zoo/goto", Guards = [typeof(AllowAny)])]
	internal static
		string Goto()
	{
		var i = 0;
		again:
		if (i++ < 3) goto again;
		return $"{i}";
	}
}
