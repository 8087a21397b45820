package dev.ndwire.core.pickle;

import dev.ndwire.core.value.PyGlobal;
import java.util.HashMap;
import java.util.Map;

/// The names that modules, classes and functions of Python's library had in Python 2.
///
/// Pickles of protocols 0 to 2 use them, those that Python 3 writes too. Source: the tables `IMPORT_MAPPING` and
/// `NAME_MAPPING` of CPython's `_compat_pickle`, names alone; `exceptions` stands for all of its classes.
final class Python2Names {
    private static final Map<String, String> MODULES = pairs("""
            BaseHTTPServer http.server, CGIHTTPServer http.server, ConfigParser configparser,
            Cookie http.cookies, Dialog tkinter.dialog, DocXMLRPCServer xmlrpc.server,
            FileDialog tkinter.filedialog, HTMLParser html.parser, Queue queue,
            ScrolledText tkinter.scrolledtext, SimpleDialog tkinter.simpledialog, SimpleHTTPServer http.server,
            SimpleXMLRPCServer xmlrpc.server, SocketServer socketserver, StringIO io, Tix tkinter.tix,
            Tkconstants tkinter.constants, Tkdnd tkinter.dnd, Tkinter tkinter, UserDict collections,
            UserList collections, UserString collections, __builtin__ builtins, _abcoll collections.abc,
            _elementtree xml.etree.ElementTree, _winreg winreg, anydbm dbm, cPickle pickle, cStringIO io,
            commands subprocess, cookielib http.cookiejar, copy_reg copyreg, dbhash dbm.bsd, dbm dbm.ndbm,
            dumbdbm dbm.dumb, dummy_thread _dummy_thread, exceptions builtins, gdbm dbm.gnu,
            htmlentitydefs html.entities, httplib http.client, markupbase _markupbase, repr reprlib,
            robotparser urllib.robotparser, test.test_support test.support, thread _thread,
            tkColorChooser tkinter.colorchooser, tkCommonDialog tkinter.commondialog,
            tkFileDialog tkinter.filedialog, tkFont tkinter.font, tkMessageBox tkinter.messagebox,
            tkSimpleDialog tkinter.simpledialog, ttk tkinter.ttk, urllib2 urllib.request, urlparse urllib.parse,
            whichdb dbm, xmlrpclib xmlrpc.client
            """);

    private static final Map<String, String> GLOBALS = pairs("""
            UserDict.IterableUserDict collections.UserDict, __builtin__.basestring builtins.str,
            __builtin__.intern sys.intern, __builtin__.long builtins.int, __builtin__.reduce functools.reduce,
            __builtin__.unichr builtins.chr, __builtin__.unicode builtins.str, __builtin__.xrange builtins.range,
            _multiprocessing.Connection multiprocessing.connection.Connection, _socket.fromfd socket.fromfd,
            exceptions.StandardError builtins.Exception, itertools.ifilter builtins.filter,
            itertools.ifilterfalse itertools.filterfalse, itertools.imap builtins.map,
            itertools.izip builtins.zip, itertools.izip_longest itertools.zip_longest,
            multiprocessing.AuthenticationError multiprocessing.context.AuthenticationError,
            multiprocessing.BufferTooShort multiprocessing.context.BufferTooShort,
            multiprocessing.ProcessError multiprocessing.context.ProcessError,
            multiprocessing.TimeoutError multiprocessing.context.TimeoutError,
            multiprocessing.forking.Popen multiprocessing.popen_fork.Popen,
            multiprocessing.process.Process multiprocessing.context.Process,
            socket._socketobject socket.SocketType,
            urllib.ContentTooShortError urllib.error.ContentTooShortError,
            urllib.getproxies urllib.request.getproxies, urllib.pathname2url urllib.request.pathname2url,
            urllib.quote urllib.parse.quote, urllib.quote_plus urllib.parse.quote_plus,
            urllib.unquote urllib.parse.unquote, urllib.unquote_plus urllib.parse.unquote_plus,
            urllib.url2pathname urllib.request.url2pathname, urllib.urlcleanup urllib.request.urlcleanup,
            urllib.urlencode urllib.parse.urlencode, urllib.urlopen urllib.request.urlopen,
            urllib.urlretrieve urllib.request.urlretrieve, urllib2.HTTPError urllib.error.HTTPError,
            urllib2.URLError urllib.error.URLError
            """);

    private Python2Names() {}

    private static Map<String, String> pairs(String text) {
        Map<String, String> pairs = new HashMap<>();
        for (String line : text.strip().split(",\\s+", -1)) {
            int space = line.indexOf(' ');
            pairs.put(line.substring(0, space), line.substring(space + 1));
        }
        return Map.copyOf(pairs);
    }

    /// The name of today.
    static PyGlobal toPython3(String module, String name) {
        String moved = GLOBALS.get(module + "." + name);
        return moved != null ? PyGlobal.of(moved) : new PyGlobal(MODULES.getOrDefault(module, module), name);
    }
}
